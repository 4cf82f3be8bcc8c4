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

  /// Nobody waits longer than for a year, whatever was taken.
  private static final long MOST = 365L * 24 * 60 * MINUTE;

  /// A full bucket.
  public static Pace full(long now) {
    return new Pace(0, now);
  }

  /// How many seconds until one more may be taken, rounded up; zero when it may be now.
  public int secondsToWait(int perMinute, long now) {
    return Math.toIntExact((nanosToWait(perMinute, 1, now) + SECOND - 1) / SECOND);
  }

  /// How long until so many may be taken; zero when they may be now.
  public long nanosToWait(int perMinute, int amount, long now) {
    return Math.max(0, owed(now) + worth(perMinute, amount) - MINUTE);
  }

  /// The bucket after one more was taken.
  public Pace taken(int perMinute, long now) {
    return taken(perMinute, 1, now);
  }

  /// The bucket after so many were taken, be they in it or not.
  public Pace taken(int perMinute, int amount, long now) {
    return new Pace(Math.min(MOST, owed(now) + worth(perMinute, amount)), now);
  }

  /// Whether the bucket is full.
  public boolean isFull(long now) {
    return owed(now) == 0;
  }

  /// How long it takes until so many have come.
  private static long worth(int perMinute, int amount) {
    return amount == 1
        ? MINUTE / perMinute
        : (long) Math.min(MOST, (double) MINUTE * amount / perMinute);
  }

  private long owed(long now) {
    return Math.max(0, owedNanos - Math.max(0, now - atNanos));
  }
}
