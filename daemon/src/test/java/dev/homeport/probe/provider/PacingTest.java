package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {
  /// A home that comes back is noticed in seconds (cases.md J7), a cloud is not pestered.
  @ParameterizedTest
  @CsvSource({
    "HOME, 0, true, PT30S",
    "HOME, 1, true, PT1S",
    "HOME, 2, true, PT2S",
    "HOME, 3, true, PT2.5S",
    "HOME, 1000000, true, PT2.5S",
    "HOME, 1, false, PT1S",
    "HOME, 5, false, PT16S",
    "HOME, 6, false, PT30S",
    "OLLAMA, 0, true, PT10M",
    "OTHER, 0, true, PT10M",
    "OTHER, 1, true, PT5S",
    "OTHER, 3, true, PT20S",
    "OTHER, 4, true, PT30S",
    "OTHER, 2147483647, true, PT30S",
    "OTHER, 7, false, PT5M20S",
    "OTHER, 8, false, PT10M",
    "OTHER, 2147483647, false, PT10M",
  })
  void restGrowsWithTheFailures(Kind kind, int failures, boolean isAway, Duration rest) {
    Pacing pacing = Pacing.of(kind, Duration.ofSeconds(30));
    assertThat(pacing.after(failures, isAway, 0.5)).isEqualTo(rest);
  }

  @Test
  void nobodyIsAskedMoreSeldomThanTheSettingsSay() {
    Pacing often = Pacing.of(Kind.HOME, Duration.ofSeconds(1));
    Pacing seldom = Pacing.of(Kind.OTHER, Duration.ofDays(1));

    assertThat(often.after(9, true, 0.5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(seldom.after(99, true, 0.5)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void restsAreSpread() {
    assertThat(Pacing.CLOUD.after(0, false, 0)).isEqualTo(Duration.ofMinutes(9));
    assertThat(Pacing.CLOUD.after(0, false, 1)).isEqualTo(Duration.ofMinutes(11));
  }
}
