package dev.homeport.role;

import java.time.Duration;

/// A role that runs, until it is stopped once.
public interface Running {
  /// Tells that it runs. Whoever reads that may send a signal at once, so it is for the time when
  /// signals are heard.
  void announce();

  /// A person wants everything looked at again, now.
  void nudge();

  /// The port it listens on, zero where it listens on none.
  int port();

  /// Lets nobody in any more, gives those inside some time, and stops; false when some had to be
  /// cut.
  boolean stop(Duration patience) throws InterruptedException;
}
