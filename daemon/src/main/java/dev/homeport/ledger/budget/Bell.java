package dev.homeport.ledger.budget;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Rings when money that was reserved becomes free, for those who wait for it. Each time a few of
/// them look, those who have waited longest: there is rarely enough for all.
final class Bell {
  private static final int FEW = 8;

  /// Held for a moment.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition rung = lock.newCondition();
  private final AtomicLong rings = new AtomicLong();

  /// How many wait, or are about to: each is counted before it looks how often it rang, and each
  /// ring before it is looked whether anybody waits.
  private final AtomicInteger waiting = new AtomicInteger();

  /// How often it rang.
  long rings() {
    return rings.get();
  }

  /// Rings. Where nobody waits, which is nearly always, it takes no lock.
  void ring() {
    rings.incrementAndGet();
    if (waiting.get() == 0) {
      return;
    }
    lock.lock();
    try {
      for (int i = 0; i < FEW && lock.hasWaiters(rung); i++) {
        rung.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it rings, or has rung more often than that, but not for longer than so long.
  void await(long heard, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      awaitCounted(heard, nanos);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void awaitCounted(long heard, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (rings.get() == heard && left > 0) {
        left = rung.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// How many wait. A moment later it may be others.
  int waiting() {
    lock.lock();
    try {
      return lock.getWaitQueueLength(rung);
    } finally {
      lock.unlock();
    }
  }
}
