package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Obstacle;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.probe.provider.Finding.Way;
import dev.homeport.probe.provider.Reach.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
  private static final String WHERE = "http://127.0.0.1:1";

  /// At home only a list is good news; a cloud that answers anything may still be of use (cases.md
  /// A14).
  @ParameterizedTest
  @CsvSource({
    "401, key, CLOSED, UNKNOWN, UNKNOWN",
    "403, forbidden, CLOSED, UNKNOWN, UNKNOWN",
    "404, nonsense, CLOSED, UNKNOWN, OPEN",
    "405, nonsense, CLOSED, UNKNOWN, OPEN",
    "429, rate, OPEN, OPEN, OPEN",
    "302, server, CLOSED, UNKNOWN, UNKNOWN",
    "500, server, CLOSED, UNKNOWN, UNKNOWN",
    "503, server, CLOSED, UNKNOWN, UNKNOWN",
  })
  void statusIsJudgedByWhoGivesIt(int status, String cause, Way home, Way ollama, Way other) {
    assertThat(Finding.of(status, Kind.HOME).way()).isEqualTo(home);
    assertThat(Finding.of(status, Kind.OLLAMA).way()).isEqualTo(ollama);
    assertThat(Finding.of(status, Kind.OTHER).way()).isEqualTo(other);
    assertThat(Finding.of(status, Kind.HOME).cause()).isEqualTo(cause);
    assertThat(Finding.of(status, Kind.HOME).text()).endsWith("status " + status + shut(status));
  }

  private static String shut(int status) {
    return status == 302 || status >= 500 ? "" : ")";
  }

  @Test
  void wayThatIsNotThereIsNobodysMerit() {
    Map<Failure, String> lost =
        Map.of(
            new Failure.Unreachable(WHERE, "x", Obstacle.REFUSED), "refused",
            new Failure.Unreachable(WHERE, "x", Obstacle.SILENCE), "connect-timeout",
            new Failure.Unreachable(WHERE, "x", Obstacle.NAME), "dns",
            new Failure.Unreachable(WHERE, "x", Obstacle.SECURITY), "tls",
            new Failure.Unreachable(WHERE, "x", Obstacle.OTHER), "unreachable",
            new Failure.Severed(WHERE, "x"), "severed",
            new Failure.Garbled(WHERE, "x"), "garbled");

    lost.forEach(
        (failure, word) -> {
          for (Kind kind : Kind.values()) {
            var expected = new Finding(State.FAILS, Way.CLOSED, word, "x");
            assertThat(Finding.of(failure, kind)).isEqualTo(expected);
            assertThat(expected.isAway()).isTrue();
          }
        });
  }

  @Test
  void silenceMayBeWork() {
    Failure silent = new Failure.Silent(WHERE, "x", Wait.TOTAL);

    for (Kind kind : Kind.values()) {
      assertThat(Finding.of(silent, kind).way()).isEqualTo(Way.MUTE);
      assertThat(Finding.of(silent, kind).isAway()).isTrue();
    }
  }

  @Test
  void ownKeysAndOtherPagesSayNothingOfTheWayToACloud() {
    Failure keyless = new Failure.Keyless(WHERE, "x");

    assertThat(Finding.of(keyless, Kind.HOME).way()).isEqualTo(Way.CLOSED);
    assertThat(Finding.of(keyless, Kind.OTHER).way()).isEqualTo(Way.UNKNOWN);
    assertThat(Finding.nonsense("x", Kind.HOME).way()).isEqualTo(Way.CLOSED);
    assertThat(Finding.nonsense("x", Kind.OTHER).way()).isEqualTo(Way.UNKNOWN);
    assertThat(Finding.nonsense("x", Kind.OTHER).isAway()).isFalse();
  }
}
