package dev.homeport.condition;

import java.time.Duration;
import java.time.Instant;

/// Both clocks, read together: the ticker decides, the wall clock is shown and stored.
record Moment(long nanos, Instant wall) {
  /// Longer than anything that is remembered here, and far from where a ticker overflows.
  private static final Duration FAR = Duration.ofDays(365);

  /// What the wall clock says when the ticker stands there, if it does not jump.
  Instant at(long thatNanos) {
    return wall.plusNanos(thatNanos - nanos);
  }

  /// A duration that fits a ticker: none below zero, none above a year.
  static long nanos(Duration time) {
    return time.isNegative() ? 0 : time.compareTo(FAR) > 0 ? FAR.toNanos() : time.toNanos();
  }

  /// The later of two readings.
  static long later(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos >= 0 ? oneNanos : otherNanos;
  }
}
