package dev.homeport.fake;

import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;

/// A wall clock that is set by hand.
public final class FakeWall implements WallClock {
  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  /// Lets time pass, or turns it back.
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
