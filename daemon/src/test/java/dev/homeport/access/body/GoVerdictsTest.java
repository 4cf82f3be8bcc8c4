package dev.homeport.access.body;

import static dev.homeport.access.body.Judging.GUEST;
import static dev.homeport.access.body.Judging.RULES;
import static dev.homeport.access.body.Judging.judge;
import static dev.homeport.access.body.Judging.verdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The reader against Go itself, on bodies that neither was written for.
class GoVerdictsTest {
  private static final Set<String> REFUSALS =
      Set.of("debug", "cloud model", "pin", "unload", "load");

  static List<String> verdicts() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/go/verdicts.tsv"));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void readerIsNeverLaxerThanGoAndCallsTheSameThingsJson(String line) {
    String go = line.substring(0, line.indexOf('\t'));
    byte[] body = Base64.getDecoder().decode(line.substring(go.length() + 1));
    String ours = ours(body, Math.max(1, body.length));
    assertThat(ours(body, 1)).isEqualTo(ours);
    assertThat(ours(body, 3)).isEqualTo(ours);
    String said = new String(body, UTF_8);
    switch (go) {
      case "SYN" -> assertThat(ours).as(said).isEqualTo("invalid JSON");
      case "TYPE" -> assertThat(ours).as(said).isNotEqualTo("invalid JSON");
      case "EMPTY" -> assertThat(ours).as(said).isEqualTo("stream LOAD");
      case "debug", "cloud model", "pin", "unload", "load" ->
          assertThat(REFUSALS).as(said).contains(ours);
      default -> {
        if (!isStricterHere(said)) {
          assertThat(ours).as(said).isEqualTo(go);
        }
      }
    }
  }

  /// Less than a second, two sources in one name, an option in capitals: what Ollama lets be or
  /// refuses itself, and other versions may not.
  private static boolean isStricterHere(String body) {
    return body.contains("0.5")
        || body.contains("1ns")
        || body.contains("1µs")
        || body.contains(":cloud:local")
        || body.contains("NUM_GPU");
  }

  private static String ours(byte[] body, int step) {
    String verdict = verdict(judge("/api/generate", GUEST, RULES, null, body, step));
    return switch (verdict) {
      case "load option", "num_ctx" -> "load";
      default -> verdict.replaceFirst("(?s)^.* (stream|once) ", "$1 ");
    };
  }
}
