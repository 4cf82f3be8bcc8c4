package dev.homeport.resilience;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes may be held at once by all together.
public final class ByteBudget {
  private final AtomicLong held = new AtomicLong();

  /// Replaced by a reload; a smaller one refuses newcomers and takes nothing away.
  private volatile long most;

  /// A budget of this many bytes.
  public ByteBudget(long most) {
    this.most = most;
  }

  /// Takes this many more, or none.
  public boolean take(long bytes) {
    long now = held.addAndGet(bytes);
    if (now <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /// Gives back what was taken.
  public void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  /// Changes the size.
  public void resize(long bytes) {
    most = bytes;
  }

  /// How many are held now.
  public long held() {
    return held.get();
  }
}
