package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.host.Platform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `homeport status` where what answers is not Homeport, as beside `homeport monitor`.
@Tag("rude")
class StatusCommandTest {
  @TempDir Path folder = Path.of("");

  private record Ran(int exit, String out, String err) {}

  private Ran status(String... words) {
    var env = Map.of("HOME", folder.toString());
    var around = new Surroundings(env, folder, Platform.of(env, "Linux", folder.toString(), "ann"));
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        new CommandLine(new StatusCommand(around))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  @Test
  void somebodyElsesAnswerIsNotTakenForOurs() throws Exception {
    try (var other = LittleOllama.brisk()) {
      String url = other.uri().toString();
      Files.writeString(
          folder.resolve("homeport.yaml"),
          "daemon: { listen: \"127.0.0.1:%d\" }\n".formatted(other.uri().getPort()));
      Ran alone = status();
      assertThat(alone.exit()).isEqualTo(1);
      assertThat(alone.err()).contains("somebody else answers at " + url + ", not Homeport");
      assertThat(alone.out()).isEmpty();

      Path state = Files.createDirectories(folder.resolve(".local/state/homeport"));
      Files.writeString(
          state.resolve("tunnel.json"),
          "{\"state\":\"fine\",\"url\":\"https://m.ts.net\",\"written\":\"%s\"}"
              .formatted(Instant.now()));
      assertThat(status().out())
          .as("the monitor's report")
          .isEqualTo("tunnel     fine at https://m.ts.net\n");
      assertThat(status("--url", url).out()).as("another machine, perhaps").isEmpty();
      assertThat(status("--json").out()).isEqualTo("{\"status\":\"unreachable\"}\n");
    }
  }
}
