package dev.homeport.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.lifecycle.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BellTest {
  private static final int ROUNDS = 20_000;
  private static final long LONG_NANOS = Duration.ofSeconds(20).toNanos();

  private final Bell bell = new Bell();

  @Test
  void ringThatWasHeardAlreadyIsNotWaitedFor() throws InterruptedException {
    long heard = bell.rings();
    bell.ring();
    bell.await(heard, LONG_NANOS);
    assertThat(bell.rings()).isEqualTo(heard + 1);
    bell.await(bell.rings(), 1);
    assertThat(bell.waiting()).isZero();
  }

  /// Who rings looks whether anybody waits, and who begins to wait whether it rang: whichever comes
  /// first, one of them sees the other.
  @Test
  void noRingIsMissed() throws InterruptedException {
    var heard = new AtomicInteger();
    Thread waiting =
        Threads.loop(
            "waiting",
            () -> {
              while (heard.get() < ROUNDS && hears(heard)) {
                Thread.onSpinWait();
              }
            });
    for (int i = 0; i < ROUNDS && waiting.isAlive(); i++) {
      while (heard.get() < i && waiting.isAlive()) {
        Thread.onSpinWait();
      }
      bell.ring();
    }
    waiting.join();
    assertThat(heard).hasValue(ROUNDS);
  }

  private boolean hears(AtomicInteger heard) {
    try {
      long began = System.nanoTime();
      bell.await(heard.get(), LONG_NANOS);
      heard.incrementAndGet();
      return System.nanoTime() - began < LONG_NANOS;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
