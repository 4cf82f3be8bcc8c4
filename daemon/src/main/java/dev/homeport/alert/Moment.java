package dev.homeport.alert;

import java.time.Instant;

/// Now, on both clocks: the ticker measures how long something lasts and stands still while a Mac
/// sleeps, the wall says since when.
record Moment(long nanos, Instant wall) {
  /// Whether a time on the ticker has come.
  boolean isAt(long dueNanos) {
    return nanos - dueNanos >= 0;
  }
}
