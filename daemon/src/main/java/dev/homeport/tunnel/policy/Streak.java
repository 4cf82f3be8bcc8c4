package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.sight.Cure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Failures in a row that ask for the same cure. One failure may be chance, and two within seconds
/// are one: they count when enough time lies between them.
///
/// @param cure nothing while nothing has failed
/// @param failures those that count
/// @param lastNanos when the last one counted
record Streak(@Nullable Cure cure, int failures, long lastNanos) {
  static final Streak NONE = new Streak(null, 0, 0);

  /// How many failures make a repair due, and how far apart they are.
  record Patience(int failures, Duration apart) {}

  /// The same and one more failure.
  Streak and(Cure asked, Patience patience, Moment at) {
    if (asked != cure) {
      return new Streak(asked, 1, at.nanos());
    }
    return at.since(lastNanos).compareTo(patience.apart()) < 0
        ? this
        : new Streak(cure, Math.min(failures + 1, patience.failures()), at.nanos());
  }

  /// Whether it has lasted long enough.
  boolean isOver(Patience patience) {
    return failures >= patience.failures();
  }
}
