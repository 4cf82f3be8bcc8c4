package dev.homeport.time;

/// A clock for measuring, not for telling the time. Readings are compared by subtraction only.
@FunctionalInterface
public interface Ticker {
  /// Nanoseconds since a point that never changes; it stands still while a Mac sleeps.
  long nanoTime();

  /// The machine's own.
  static Ticker system() {
    return System::nanoTime;
  }
}
