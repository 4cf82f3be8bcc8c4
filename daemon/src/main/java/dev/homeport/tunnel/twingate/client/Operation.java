package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Notice;
import java.util.Optional;

/// One way of having a client: it is seen to turn by turn, by one thread.
interface Operation {
  /// Its word for pages.
  String word();

  /// Looks, and does what has to be done next. Does not wait for what that comes to.
  Outlook turn() throws InterruptedException;

  /// What to tell of it besides.
  default Optional<Notice> notice() {
    return Optional.empty();
  }

  /// Lets go of what it has started.
  void stop() throws InterruptedException;
}
