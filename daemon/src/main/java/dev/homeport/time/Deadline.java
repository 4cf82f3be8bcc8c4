package dev.homeport.time;

import java.time.Duration;

/// A point on a ticker after which something is too late.
public record Deadline(Ticker ticker, long atNanos) {
  /// The deadline that lies this far ahead.
  public static Deadline in(Duration duration, Ticker ticker) {
    return new Deadline(ticker, ticker.nanoTime() + duration.toNanos());
  }

  /// Whether it is too late.
  public boolean hasPassed() {
    return leftNanos() <= 0;
  }

  /// How much is left; zero or less when it has passed.
  public long leftNanos() {
    return atNanos - ticker.nanoTime();
  }
}
