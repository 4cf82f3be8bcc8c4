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
    "HOME, 0, PT30S",
    "HOME, 1, PT2S",
    "HOME, 2, PT4S",
    "HOME, 4, PT16S",
    "HOME, 5, PT30S",
    "HOME, 1000000, PT30S",
    "OLLAMA, 0, PT10M",
    "OTHER, 0, PT10M",
    "OTHER, 1, PT5S",
    "OTHER, 3, PT20S",
    "OTHER, 7, PT5M20S",
    "OTHER, 8, PT10M",
    "OTHER, 2147483647, PT10M",
  })
  void restGrowsWithTheFailures(Kind kind, int failures, Duration rest) {
    assertThat(Pacing.of(kind).after(failures, 0.5)).isEqualTo(rest);
  }

  @Test
  void restsAreSpread() {
    assertThat(Pacing.CLOUD.after(0, 0)).isEqualTo(Duration.ofMinutes(9));
    assertThat(Pacing.CLOUD.after(0, 1)).isEqualTo(Duration.ofMinutes(11));
  }
}
