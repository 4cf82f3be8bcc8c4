package dev.homeport.condition;

import java.time.Duration;

/// Permits that are out. One of which nothing is heard for longer than any request may take is lost
/// and counts no more: it must not keep a provider from coming back.
///
/// @param lastNanos when the last one went out
record Outing(int permits, long lastNanos) {
  private static final long LOST = Duration.ofMinutes(15).toNanos();

  static Outing none(long now) {
    return new Outing(0, now);
  }

  Outing oneMore(long now) {
    return new Outing(permits(now) + 1, now);
  }

  Outing oneLess() {
    return new Outing(Math.max(0, permits - 1), lastNanos);
  }

  /// How many are out, without those that are lost.
  int permits(long now) {
    return now - lastNanos > LOST ? 0 : permits;
  }
}
