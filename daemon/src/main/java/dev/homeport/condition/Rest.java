package dev.homeport.condition;

import java.time.Duration;

/// How long somebody rests who failed.
final class Rest {
  /// As long as a provider may say itself that it will not answer.
  static final Duration LONGEST = Duration.ofDays(31);

  private static final Duration BREATH = Duration.ofSeconds(5);

  private Rest() {}

  /// The length of a rest after so many failures in a row.
  ///
  /// Zero where nobody is to rest, whatever was stated: who switches rests off means all of them.
  static long nanos(Blame blame, int strikes, Cooling cooling) {
    if (cooling.first().isZero()) {
      return 0;
    }
    Duration stated = blame.stated();
    if (stated != null) {
      return Moment.nanos(stated.compareTo(LONGEST) > 0 ? LONGEST : stated);
    }
    long first = Moment.nanos(cooling.first());
    return switch (blame.outlook()) {
      case BRIEF -> Math.min(first, BREATH.toNanos());
      case PASSING, LASTING -> doubled(first, strikes - 1, longest(cooling));
    };
  }

  private static long longest(Cooling cooling) {
    return Math.min(
        LONGEST.toNanos(),
        Math.max(Moment.nanos(cooling.first()), Moment.nanos(cooling.longest())));
  }

  private static long doubled(long first, int times, long most) {
    long nanos = Math.min(first, most);
    for (int i = 0; i < times && nanos < most; i++) {
      nanos = Math.min(2 * nanos, most);
    }
    return nanos;
  }
}
