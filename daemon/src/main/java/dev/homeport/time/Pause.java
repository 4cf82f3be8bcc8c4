package dev.homeport.time;

import java.time.Duration;

/// The one way to wait for time to pass.
@FunctionalInterface
public interface Pause {
  /// Waits, or throws when asked to stop.
  void last(Duration duration) throws InterruptedException;

  /// Really waits.
  static Pause real() {
    return Thread::sleep;
  }
}
