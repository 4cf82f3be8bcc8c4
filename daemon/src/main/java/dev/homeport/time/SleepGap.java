package dev.homeport.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Notices that the machine slept: the wall clock went on while the ticker stood still.
///
/// Small differences are the work of time servers and are ignored. One thread asks.
public final class SleepGap {
  private static final Duration SMALLEST = Duration.ofSeconds(3);

  private final Ticker ticker;
  private final WallClock wall;
  private long lastNanos;
  private Instant lastWall;

  /// Begins to watch.
  public SleepGap(Ticker ticker, WallClock wall) {
    this.ticker = ticker;
    this.wall = wall;
    this.lastNanos = ticker.nanoTime();
    this.lastWall = wall.now();
  }

  /// How long the machine slept since the last call, if it did.
  public Optional<Duration> check() {
    long nowNanos = ticker.nanoTime();
    Instant nowWall = wall.now();
    Duration gap =
        Duration.between(lastWall, nowWall).minus(Duration.ofNanos(nowNanos - lastNanos));
    lastNanos = nowNanos;
    lastWall = nowWall;
    return gap.compareTo(SMALLEST) > 0 ? Optional.of(gap) : Optional.empty();
  }
}
