package dev.homeport.ledger.desk;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many rows have come to where they are kept, for those who wait for theirs.
final class Mark {
  /// Guards all of it.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition moved = lock.newCondition();
  private long reached;
  private boolean hopeless;

  /// So many are kept; `hopeless` where the others are not soon.
  void reach(long rows, boolean isHopeless) {
    lock.lock();
    try {
      if (rows != reached || isHopeless != hopeless) {
        reached = rows;
        hopeless = isHopeless;
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until so many are kept, or it is hopeless, or this time is over.
  void await(long rows, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (reached < rows && !hopeless && left > 0) {
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether one who waits for this many would wait.
  boolean isBefore(long rows) {
    lock.lock();
    try {
      return reached < rows;
    } finally {
      lock.unlock();
    }
  }
}
