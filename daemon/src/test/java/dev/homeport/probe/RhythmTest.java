package dev.homeport.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.health.OllamaHealth.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {
  private static final Duration NOW = Duration.ZERO;

  /// J7: recovery is noticed in seconds.
  @Test
  void ollamaThatIsDownIsLookedAtEverySecondAndLaterStillSoon() {
    assertThat(Rhythm.rest(State.DOWN, NOW, Duration.ofHours(9), null))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(Rhythm.rest(State.DOWN, Duration.ofHours(1), Duration.ofHours(9), null))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void laptopThatDoesNothingIsLeftAlone() {
    assertThat(Rhythm.rest(State.FINE, NOW, NOW, null)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Rhythm.rest(State.FINE, NOW, Duration.ofMinutes(5), null))
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(Rhythm.rest(State.FINE, NOW, Duration.ofHours(1), null))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void modelThatIsAboutToBeDroppedIsLookedAfterThen() {
    Duration idle = Duration.ofHours(1);

    assertThat(Rhythm.rest(State.FINE, NOW, idle, Duration.ofSeconds(7)))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(Rhythm.rest(State.FINE, NOW, idle, Duration.ofMillis(1)))
        .isEqualTo(Duration.ofMillis(500));
    assertThat(Rhythm.rest(State.FINE, NOW, idle, Duration.ofDays(1)))
        .isEqualTo(Duration.ofSeconds(30));
  }
}
