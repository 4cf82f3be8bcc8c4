package dev.homeport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When to ask again (cases.md E9).
class RetryAfterTest {
  private static final String NOON = "Sat, 21 Nov 2026 12:00:00 GMT";

  @Test
  void itMayBeSecondsMillisecondsOrADate() {
    assertThat(of(Map.of("retry-after", "26"))).isEqualTo(Duration.ofSeconds(26));
    assertThat(of(Map.of("retry-after", "1.5"))).isEqualTo(Duration.ofMillis(1_500));
    assertThat(of(Map.of("retry-after-ms", "900", "retry-after", "1")))
        .isEqualTo(Duration.ofMillis(900));
    assertThat(of(Map.of("retry-after", "Sat, 21 Nov 2026 12:01:30 GMT", "date", NOON)))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(of(Map.of("retry-after", "Sat, 21 Nov 2026 11:00:00 GMT", "date", NOON)))
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "NaN", "1e99", "Sat, 99 Nov 2026", NOON})
  void anythingElseSaysNothing(String said) {
    assertThat(of(Map.of("retry-after", said))).isNull();
  }

  private static @Nullable Duration of(Map<String, String> headers) {
    return RetryAfter.of(name -> headers.getOrDefault(name, ""));
  }
}
