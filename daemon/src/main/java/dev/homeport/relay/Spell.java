package dev.homeport.relay;

import java.time.Duration;

/// Durations as people read them.
final class Spell {
  private Spell() {}

  /// `10 s`, `0.25 s`.
  static String seconds(Duration time) {
    long millis = time.toMillis();
    return (millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0))
        + " s";
  }
}
