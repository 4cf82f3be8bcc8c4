package dev.homeport.role.router;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Something that is looked at by one at a time and not too often: who asks while somebody looks
/// hears what that one saw, and who asks soon after it the same once more.
final class Sharing<T> {
  /// How far looks are apart, from beginning to beginning.
  static final Duration APART = Duration.ofSeconds(5);

  private final Ticker ticker;

  /// Guards what follows. Nobody looks while holding it.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition over = lock.newCondition();
  private T last;
  private @Nullable Long beganNanos;
  private boolean looking;

  /// A look.
  @FunctionalInterface
  interface Look<T> {
    /// Takes it.
    ///
    /// @param last what was seen before
    T take(T last) throws InterruptedException;
  }

  Sharing(T first, Ticker ticker) {
    this.last = first;
    this.ticker = ticker;
  }

  /// What was seen last.
  T last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /// Looks, or waits for whoever does.
  T fresh(Look<T> look) throws InterruptedException {
    lock.lockInterruptibly();
    T before;
    try {
      Long began = beganNanos;
      boolean waits = looking;
      while (looking) {
        over.await();
      }
      if (waits || (began != null && ticker.nanoTime() - began < APART.toNanos())) {
        return last;
      }
      looking = true;
      beganNanos = ticker.nanoTime();
      before = last;
    } finally {
      lock.unlock();
    }
    @Nullable T seen = null;
    try {
      seen = look.take(before);
      return seen;
    } finally {
      lock.lock();
      try {
        looking = false;
        last = seen == null ? last : seen;
        over.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
