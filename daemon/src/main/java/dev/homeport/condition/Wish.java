package dev.homeport.condition;

/// A provider that is wanted for a time.
record Wish(String provider, long untilNanos) {
  boolean isOver(long now) {
    return now - untilNanos >= 0;
  }
}
