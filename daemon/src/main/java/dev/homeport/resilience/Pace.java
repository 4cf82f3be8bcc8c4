package dev.homeport.resilience;

/// A token bucket that holds a minute's worth, as one immutable value: not how much is left but how
/// long the bucket still needs to be full again, so that a changed rate applies at once to what was
/// taken before.
///
/// @param owedNanos how long the bucket needed to be full again, at the reading
/// @param atNanos the reading of the ticker
public record Pace(long owedNanos, long atNanos) {
  private static final long MINUTE = 60_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /// A full bucket.
  public static Pace full(long now) {
    return new Pace(0, now);
  }

  /// How many seconds until one more may be taken, rounded up; zero when it may be now.
  public int secondsToWait(int perMinute, long now) {
    long over = owed(now) + MINUTE / perMinute - MINUTE;
    return over <= 0 ? 0 : Math.toIntExact((over + SECOND - 1) / SECOND);
  }

  /// The bucket after one more was taken.
  public Pace taken(int perMinute, long now) {
    return new Pace(owed(now) + MINUTE / perMinute, now);
  }

  /// Whether the bucket is full.
  public boolean isFull(long now) {
    return owed(now) == 0;
  }

  private long owed(long now) {
    return Math.max(0, owedNanos - Math.max(0, now - atNanos));
  }
}
