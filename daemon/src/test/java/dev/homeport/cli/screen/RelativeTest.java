package dev.homeport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Moments beside a clock.
class RelativeTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-PT1H, 0 s",
    "PT0S, 0 s",
    "PT0.7S, 1 s",
    "PT59.4S, 59 s",
    "PT59.6S, 1 min",
    "PT59M59S, 59 min",
    "PT59M59.9S, 1 h",
    "PT47H59M, 47 h",
    "PT48H, 2 d",
    "P31D, 31 d",
  })
  void spanIsToldToItsLargestUnit(Duration span, String told) {
    assertThat(Relative.span(span)).isEqualTo(told);
  }

  @Test
  void momentIsToldFromNow() {
    assertThat(Relative.ago("2026-11-25T11:56:00Z", NOW)).isEqualTo("4 min");
    assertThat(Relative.in("2026-11-25T14:00:00Z", NOW)).isEqualTo("in 2 h");
    assertThat(Relative.in("2026-11-25T12:00:00Z", NOW)).isEqualTo("now");
    assertThat(Relative.left("2026-11-25T12:00:10Z", NOW)).isEqualTo("10 s");
  }

  @Test
  void whatIsNoMomentIsNotTold() {
    assertThat(Relative.ago("", NOW) + Relative.in("soon", NOW) + Relative.left("", NOW)).isEmpty();
  }
}
