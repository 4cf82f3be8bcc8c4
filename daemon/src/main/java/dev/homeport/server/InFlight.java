package dev.homeport.server;

import dev.homeport.time.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many requests are under way, and the moment when none is.
final class InFlight {
  private final AtomicInteger count = new AtomicInteger();

  /// Given when the last one ends.
  private final Semaphore emptied = new Semaphore(0);

  /// Set once, when those that are left are cut off because we stop.
  private volatile boolean cut;

  /// Those that end from now on are cut by us, whatever it looks like to them.
  void cut() {
    cut = true;
  }

  boolean isCut() {
    return cut;
  }

  void begin() {
    count.incrementAndGet();
  }

  void end() {
    if (count.decrementAndGet() == 0) {
      emptied.release();
    }
  }

  int count() {
    return count.get();
  }

  /// Waits until none is left; false when it is too late and some are.
  boolean awaitNone(Deadline deadline) throws InterruptedException {
    while (count.get() > 0) {
      emptied.drainPermits();
      if (count.get() > 0 && !emptied.tryAcquire(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
        return count.get() == 0;
      }
    }
    return true;
  }
}
