package dev.homeport.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pure: points in time as people read them.
class UtcTextTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-30T00:00:00Z, 2026-11-30 00:00 UTC",
    "2026-11-30T09:05:00Z, 2026-11-30 09:05 UTC",
    "2026-11-30T09:05:07Z, 2026-11-30 09:05:07 UTC",
    "2026-11-30T09:05:06.001Z, 2026-11-30 09:05:07 UTC",
    "2026-12-31T23:59:59.5Z, 2027-01-01 00:00 UTC",
  })
  void itIsTheFirstSecondThatIsNotBefore(Instant instant, String told) {
    assertThat(UtcText.of(instant)).isEqualTo(told);
  }
}
