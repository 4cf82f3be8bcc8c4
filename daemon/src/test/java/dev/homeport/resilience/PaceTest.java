package dev.homeport.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The token bucket of a minute.
class PaceTest {
  private final FakeTicker ticker = new FakeTicker();

  private Pace taken(Pace pace, int times, int perMinute) {
    Pace next = pace;
    for (int i = 0; i < times; i++) {
      assertThat(next.secondsToWait(perMinute, ticker.nanoTime())).isZero();
      next = next.taken(perMinute, ticker.nanoTime());
    }
    return next;
  }

  @Test
  void minuteMayComeAtOnceAndThenOneByOne() {
    Pace pace = taken(Pace.full(ticker.nanoTime()), 6, 6);
    assertThat(pace.secondsToWait(6, ticker.nanoTime())).isEqualTo(10);

    ticker.advance(Duration.ofMillis(8_001));
    assertThat(pace.secondsToWait(6, ticker.nanoTime())).isEqualTo(2);
    ticker.advance(Duration.ofMillis(1_999));
    pace = taken(pace, 1, 6);
    assertThat(pace.secondsToWait(6, ticker.nanoTime())).isEqualTo(10);

    ticker.advance(Duration.ofHours(5));
    assertThat(pace.isFull(ticker.nanoTime())).isTrue();
    taken(pace, 6, 6);
  }

  @Test
  void changedRateAppliesAtOnce() {
    Pace pace = taken(Pace.full(ticker.nanoTime()), 2, 2);
    assertThat(pace.secondsToWait(2, ticker.nanoTime())).isEqualTo(30);
    assertThat(pace.secondsToWait(60, ticker.nanoTime())).isEqualTo(1);
    assertThat(pace.secondsToWait(1, ticker.nanoTime())).isEqualTo(60);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverMoreThanTheRateAndTheBurstAndTheWaitIsHonest(long seed) {
    var random = new Random(seed);
    int perMinute = 1 + random.nextInt(seed % 2 == 0 ? 10 : 10_000);
    Pace pace = Pace.full(ticker.nanoTime());
    long begun = ticker.nanoTime();
    long let = 0;
    for (int step = 0; step < 400; step++) {
      int wait = pace.secondsToWait(perMinute, ticker.nanoTime());
      if (wait > 0 && random.nextBoolean()) {
        ticker.advance(Duration.ofSeconds(wait));
        assertThat(pace.secondsToWait(perMinute, ticker.nanoTime())).isZero();
        wait = 0;
      }
      if (wait == 0) {
        pace = pace.taken(perMinute, ticker.nanoTime());
        let++;
      }
      ticker.advance(Duration.ofMillis(random.nextInt(60_000 / perMinute + 2)));
      double minutes = (ticker.nanoTime() - begun) / 60e9;
      assertThat((double) let).isLessThanOrEqualTo(perMinute * (1 + minutes) * 1.000_01 + 1e-6);
    }
  }
}
