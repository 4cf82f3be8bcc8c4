package dev.homeport.condition;

import java.time.Duration;

/// When to look next whether somebody is back: soon at first, then at twice the distance each time,
/// never twice within two seconds.
///
/// @param dueNanos when the next look is due
/// @param gapNanos the distance of that look from what was known before
/// @param knownNanos when it was last known to fail
record Looks(long dueNanos, long gapNanos, long knownNanos) {
  private static final long LEAST = Duration.ofSeconds(2).toNanos();

  /// The looks after a failure; who keeps failing although looks find it well is looked at later
  /// each time.
  ///
  /// @param longest as far apart as two looks may be
  static Looks after(int strikes, Duration longest, long now) {
    long gap = LEAST;
    for (int i = 1; i < strikes && gap < most(longest); i++) {
      gap *= 2;
    }
    return in(Math.min(gap, most(longest)), now);
  }

  /// The looks of somebody of whom nothing newer is known than that it failed in an earlier life.
  static Looks atOnce(long now) {
    return new Looks(now, LEAST, now - LEAST);
  }

  /// The looks after one that found no change.
  Looks next(Duration longest, long now) {
    return in(Math.min(2 * gapNanos, most(longest)), now);
  }

  /// The same, with the next look when the provider said that it may be back.
  Looks notBefore(long thatNanos) {
    return new Looks(Moment.later(thatNanos, knownNanos + LEAST), LEAST, knownNanos);
  }

  /// The same, with the next look as soon as may be.
  Looks hastened(long now) {
    long soonest = Moment.later(now, knownNanos + LEAST);
    return dueNanos - soonest <= 0 ? this : new Looks(soonest, gapNanos, knownNanos);
  }

  /// The next look after this distance.
  static Looks in(long gap, long now) {
    long least = Math.max(LEAST, gap);
    return new Looks(now + least, least, now);
  }

  private static long most(Duration longest) {
    return Math.max(LEAST, Moment.nanos(longest));
  }
}
