package dev.homeport.time;

import java.time.Instant;

/// Tells the time of day; it may jump.
@FunctionalInterface
public interface WallClock {
  /// Now.
  Instant now();

  /// The machine's own.
  static WallClock system() {
    return Instant::now;
  }
}
