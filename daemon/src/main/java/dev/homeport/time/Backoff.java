package dev.homeport.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to rest before the next attempt: doubling from `first` to `most`, each drawn from its
/// upper half so that many who failed together do not come back together.
public record Backoff(Duration first, Duration most) {
  /// The rest after this many failures in a row.
  public Duration after(int failures, RandomGenerator random) {
    int doublings = Math.clamp(failures - 1, 0, 30);
    long full = Math.min(most.toNanos(), saturatedShift(first.toNanos(), doublings));
    return Duration.ofNanos(full / 2 + random.nextLong(full / 2 + 1));
  }

  private static long saturatedShift(long value, int places) {
    return value > (Long.MAX_VALUE >> places) ? Long.MAX_VALUE : value << places;
  }
}
