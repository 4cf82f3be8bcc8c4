package dev.homeport.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Semaphore turns = new Semaphore(0);
  private final LinkedBlockingQueue<RuntimeException> bugs = new LinkedBlockingQueue<>();

  @Test
  void firstTurnIsAtOnceAndANudgeEndsTheRest() throws Exception {
    Loop loop = Loop.start("loop", () -> turn(LONG), bugs::add);
    turns.acquire();

    loop.nudge();
    turns.acquire();

    loop.stop();
    assertThat(turns.availablePermits()).isZero();
  }

  @Test
  void turnsComeByThemselvesAfterTheRest() throws Exception {
    Loop loop = Loop.start("loop", () -> turn(Duration.ZERO), bugs::add);

    turns.acquire(100);

    loop.stop();
  }

  @Test
  void bugIsToldAndTheLoopGoesOn() throws Exception {
    Loop loop =
        Loop.start(
            "loop",
            () -> {
              turns.release();
              throw new IllegalStateException("planted");
            },
            bugs::add);

    assertThat(bugs.poll(10, TimeUnit.SECONDS)).hasMessage("planted");
    loop.nudge();
    turns.acquire(2);
    loop.stop();
  }

  /// The next turn may do without the class, or with a shorter list.
  @ParameterizedTest
  @ValueSource(
      classes = {NoClassDefFoundError.class, StackOverflowError.class, AssertionError.class})
  void errorIsToldAndTheLoopGoesOn(Class<? extends Error> kind) throws Exception {
    Error planted = kind.getDeclaredConstructor().newInstance();
    Loop loop =
        Loop.start(
            "loop",
            () -> {
              turns.release();
              throw planted;
            },
            bugs::add);

    assertThat(bugs.poll(10, TimeUnit.SECONDS)).hasCause(planted).hasMessage(kind.getName());
    loop.nudge();
    assertThat(turns.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    loop.stop();
  }

  @Test
  void loopGoesOnThoughWhoeverIsToldFailsToo() throws Exception {
    Loop loop =
        Loop.start(
            "loop",
            () -> {
              turns.release();
              throw new IllegalStateException("planted");
            },
            _ -> {
              throw new NoClassDefFoundError("planted");
            });

    turns.acquire();
    loop.nudge();
    assertThat(turns.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    loop.stop();
  }

  @Test
  void stopInterruptsATurnThatWaits() throws Exception {
    Loop loop =
        Loop.start(
            "loop",
            () -> {
              turns.release();
              new Semaphore(0).acquire();
              return LONG;
            },
            bugs::add);
    turns.acquire();

    loop.stop();
    assertThat(bugs).isEmpty();
  }

  private Duration turn(Duration rest) {
    turns.release();
    return rest;
  }
}
