package dev.homeport.server;

import dev.homeport.time.Deadline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many requests are under way, the moment when none is, and those that came by Funnel.
final class InFlight {
  private final AtomicInteger count = new AtomicInteger();

  /// Given when the last one ends.
  private final Semaphore emptied = new Semaphore(0);

  /// Those of the requests under way whose clients hear nothing more, not even an end, when
  /// Tailscale goes down.
  private final Set<Visit> funnelled = ConcurrentHashMap.newKeySet();

  /// Set once, when those that are left are cut off because we stop.
  private volatile boolean cut;

  /// Those that end from now on are cut by us, whatever it looks like to them.
  void cut() {
    cut = true;
  }

  boolean isCut() {
    return cut;
  }

  void begin(Visit visit) {
    count.incrementAndGet();
    if (visit.isFunnelled()) {
      funnelled.add(visit);
    }
  }

  /// Cuts off those that came by Funnel, while their clients can still be told; returns how many.
  int endFunnelled(String why) {
    int ended = 0;
    for (Visit visit : funnelled) {
      if (visit.cutOff(why)) {
        ended++;
      }
    }
    return ended;
  }

  void end(Visit visit) {
    funnelled.remove(visit);
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
