package dev.homeport.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.router.Budget.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  @ParameterizedTest
  @CsvSource({
    "DAILY, 2026-11-26T00:00:00Z, 2026-11-26, 2026-11-27T00:00:00Z",
    "DAILY, 2026-11-26T23:59:59.999999999Z, 2026-11-26, 2026-11-27T00:00:00Z",
    "DAILY, 2026-12-31T23:59:59Z, 2026-12-31, 2027-01-01T00:00:00Z",
    "DAILY, 2028-02-28T12:00:00Z, 2028-02-28, 2028-02-29T00:00:00Z",
    "DAILY, 2026-03-29T01:30:00Z, 2026-03-29, 2026-03-30T00:00:00Z",
    "DAILY, 2026-10-25T01:30:00Z, 2026-10-25, 2026-10-26T00:00:00Z",
    "MONTHLY, 2026-11-01T00:00:00Z, 2026-11, 2026-12-01T00:00:00Z",
    "MONTHLY, 2026-11-30T23:59:59.999999999Z, 2026-11, 2026-12-01T00:00:00Z",
    "MONTHLY, 2026-12-01T00:00:00Z, 2026-12, 2027-01-01T00:00:00Z",
    "MONTHLY, 2028-02-29T00:00:00Z, 2028-02, 2028-03-01T00:00:00Z",
  })
  void momentLiesInItsWindow(Period period, Instant moment, String name, Instant until) {
    assertThat(Window.of(period, moment)).isEqualTo(new Window(period, name, until));
  }

  @Test
  void windowsFollowOneAnotherWithoutAGap() {
    var random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      var period = random.nextBoolean() ? Period.DAILY : Period.MONTHLY;
      Instant moment = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
      Window window = Window.of(period, moment);
      assertThat(window.until()).isAfter(moment);
      assertThat(Window.of(period, window.until().minusNanos(1))).isEqualTo(window);
      assertThat(Window.of(period, window.until())).isNotEqualTo(window);
      if (period == Period.DAILY) {
        assertThat(Duration.between(moment, window.until()))
            .isLessThanOrEqualTo(Duration.ofDays(1));
      }
    }
  }
}
