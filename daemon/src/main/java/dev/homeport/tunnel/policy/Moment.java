package dev.homeport.tunnel.policy;

import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;

/// Both clocks, read together: the ticker decides, the wall clock is shown and stored.
public record Moment(long nanos, Instant wall) {
  /// Now.
  public static Moment of(Ticker ticker, WallClock wall) {
    return new Moment(ticker.nanoTime(), wall.now());
  }

  /// What the wall clock says when the ticker stands there, if it does not jump.
  public Instant at(long thatNanos) {
    return wall.plusNanos(thatNanos - nanos);
  }

  /// When the ticker stands so much later.
  long in(Duration later) {
    return nanos + later.toNanos();
  }

  /// Whether the ticker stands there, or has stood there.
  boolean isAtOrAfter(long thatNanos) {
    return nanos - thatNanos >= 0;
  }

  /// How long ago the ticker stood there.
  Duration since(long thatNanos) {
    return Duration.ofNanos(nanos - thatNanos);
  }

  /// How much further the wall clock went than the ticker since then: how long the machine slept.
  Duration sleptSince(Moment earlier) {
    return Duration.between(earlier.wall, wall).minusNanos(nanos - earlier.nanos);
  }
}
