package dev.homeport.tunnel.tailscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/homeport/tunnel/tailscale");

  private static final List<Call> ALL =
      List.of(
          new Call.Status(),
          new Call.Published(),
          new Call.On(443, 8888),
          new Call.On(8443, 9999),
          new Call.Off(443),
          new Call.Down(),
          new Call.Up());

  @Test
  void nothingElseIsEverSaid() {
    assertThat(ALL.stream().map(Call::words))
        .containsExactly(
            "tailscale status --json --peers=false",
            "tailscale funnel status --json",
            "tailscale funnel --bg --yes 8888",
            "tailscale funnel --bg --yes --https=8443 9999",
            "tailscale funnel --https=443 --set-path=/ off",
            "tailscale down",
            "tailscale up");
    assertThat(ALL.stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Call.class.getPermittedSubclasses()));
  }

  /// `reset` wipes what is not ours, `set-raw` replaces it, `serve` turns a funnel off, `off`
  /// without a path takes the neighbours along, and `logout` deletes everything.
  @Test
  void wordsThatHarmOthersAreNowhere() throws IOException {
    var harmful =
        Pattern.compile("\"(reset|set-raw|serve|logout|login|set|switch|--force-reauth)\"");
    var found = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        if (harmful.matcher(text).find()) {
          found.add(file + " knows a harmful word");
        }
        if (text.contains("implements Call ") && !file.endsWith("Call.java")) {
          found.add(file + " makes a call of its own");
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyCallHasALimit() {
    var limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));

    assertThat(ALL.stream().map(limits::of).map(Duration::toSeconds))
        .containsExactly(1L, 1L, 2L, 2L, 3L, 3L, 3L);
    assertThat(Limits.USUAL)
        .isEqualTo(
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofSeconds(30)));
  }
}
