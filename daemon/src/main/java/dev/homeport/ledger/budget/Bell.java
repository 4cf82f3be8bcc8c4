package dev.homeport.ledger.budget;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Rings when money that was reserved becomes free, for those who wait for it. Each time a few of
/// them look, those who have waited longest: there is rarely enough for all.
final class Bell {
  private static final int FEW = 8;

  /// Guards `rings`; held for a moment.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition rung = lock.newCondition();
  private long rings;

  /// How often it rang.
  long rings() {
    lock.lock();
    try {
      return rings;
    } finally {
      lock.unlock();
    }
  }

  /// Rings.
  void ring() {
    lock.lock();
    try {
      rings++;
      for (int i = 0; i < FEW && lock.hasWaiters(rung); i++) {
        rung.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it rings, or has rung more often than that, but not for longer than so long.
  void await(long heard, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (rings == heard && left > 0) {
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
