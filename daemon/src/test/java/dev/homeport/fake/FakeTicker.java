package dev.homeport.fake;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A ticker that moves when told to; it starts five nanoseconds before its overflow.
public final class FakeTicker implements Ticker {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Override
  public long nanoTime() {
    return now.get();
  }

  /// Lets time pass.
  public void advance(Duration by) {
    now.addAndGet(by.toNanos());
  }
}
