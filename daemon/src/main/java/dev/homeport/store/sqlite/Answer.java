package dev.homeport.store.sqlite;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What somebody waits for; the first word counts. An interrupt does not change it and is kept for
/// later.
final class Answer<T> {
  private final CountDownLatch given = new CountDownLatch(1);

  /// Written before `given`, read after it.
  private @Nullable T answer;

  synchronized void give(T word) {
    if (answer == null) {
      answer = word;
      given.countDown();
    }
  }

  /// The answer; nothing where it took longer than this.
  @Nullable T await(Duration patience) {
    boolean interrupted = false;
    boolean there = false;
    while (true) {
      try {
        there = given.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return there ? answer : null;
  }
}
