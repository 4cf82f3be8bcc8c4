package dev.homeport.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.probe.Traffic.Count;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final Duration TICK = Duration.ofSeconds(5);

  private final Traffic traffic = new Traffic();
  private long now = Long.MAX_VALUE - 5;
  private Suspicion suspicion = Suspicion.none(new Count(0, 0, 0), now);

  private Duration pass(Duration time, boolean loading) {
    now += time.toNanos();
    suspicion = suspicion.next(traffic.count(), loading, now);
    return suspicion.waited();
  }

  private Duration pass(int ticks) {
    for (int i = 0; i < ticks; i++) {
      pass(TICK, false);
    }
    return suspicion.waited();
  }

  @Test
  void idleMachineIsNotSilent() {
    assertThat(pass(1000)).isZero();
  }

  @Test
  void silenceCountsFromWhenSomebodyWasSeenToWait() {
    traffic.waiting(1);
    pass(1);

    assertThat(pass(4)).isEqualTo(TICK.multipliedBy(4));
  }

  @Test
  void anyByteOfAnyAnswerEndsIt() {
    traffic.waiting(1);
    pass(20);
    traffic.lived();

    assertThat(pass(1)).isZero();
  }

  @Test
  void manyWhoGiveUpWeighAsMuchAsOneWhoWaits() {
    for (int i = 0; i < 6; i++) {
      traffic.waiting(1);
      pass(1);
      pass(2);
      traffic.waiting(-1);
      pass(4);
    }

    assertThat(suspicion.waited()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void oneWhoLeftEarlyIsForgotten() {
    traffic.waiting(1);
    pass(4);
    traffic.waiting(-1);
    pass(2);
    assertThat(suspicion.waited()).isPositive();

    assertThat(pass(100)).isZero();
  }

  @Test
  void loadingIsNoSilence() {
    traffic.waiting(1);
    pass(4);

    assertThat(pass(TICK, true)).isZero();
    assertThat(pass(Duration.ofMinutes(4), true)).isZero();
  }
}
