package dev.homeport.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.probe.Patience.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatienceTest {
  private static final Patience USUAL = Patience.USUAL;
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void nobodyIsAskedBeforeSomebodyWaitedLong() {
    assertThat(USUAL.step(false, USUAL.quiet().minusNanos(1), null, null)).isEqualTo(Step.NOTHING);
    assertThat(USUAL.step(false, USUAL.quiet(), null, null)).isEqualTo(Step.ASK);
  }

  @Test
  void questionThatIsOutIsWaitedForAndThenMeansWedged() {
    assertThat(USUAL.step(false, LONG, USUAL.grace().minusNanos(1), Duration.ZERO))
        .isEqualTo(Step.DOUBT);
    assertThat(USUAL.step(false, LONG, USUAL.grace(), LONG)).isEqualTo(Step.WEDGED);
    assertThat(USUAL.step(true, LONG, USUAL.longest(), LONG)).isEqualTo(Step.GIVE_UP);
  }

  @Test
  void wedgedModelIsAskedAgainThoughNobodyWaits() {
    assertThat(USUAL.step(true, Duration.ZERO, null, USUAL.rest())).isEqualTo(Step.ASK);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /// J3: what a sign of life costs is capped.
  @ParameterizedTest
  @MethodSource("seeds")
  void questionsAreAtLeastOneRestApart(long seed) {
    var random = new Random(seed);
    var asked = new ArrayList<Long>();
    Long began = null;
    Long last = null;
    long now = 0;
    for (int i = 0; i < 2000; i++) {
      now += random.nextLong(Duration.ofSeconds(10).toNanos());
      if (began != null && random.nextInt(20) == 0) {
        began = null;
      }
      Step step =
          USUAL.step(
              random.nextBoolean(),
              Duration.ofSeconds(random.nextInt(300)),
              began == null ? null : Duration.ofNanos(now - began),
              last == null ? null : Duration.ofNanos(now - last));
      if (step == Step.ASK) {
        assertThat(began).isNull();
        asked.add(now);
        began = now;
        last = now;
      } else if (step == Step.GIVE_UP) {
        began = null;
      }
    }
    assertThat(asked).hasSizeGreaterThan(5);
    for (int i = 1; i < asked.size(); i++) {
      assertThat(asked.get(i) - asked.get(i - 1)).isGreaterThanOrEqualTo(USUAL.rest().toNanos());
    }
  }
}
