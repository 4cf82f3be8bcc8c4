package dev.homeport.server;

import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/// The sockets that were taken from the system and are not in anybody's care yet.
///
/// Jetty forgets those that are on their way while it stops, and would leave them open: nobody
/// would ever answer there, and nobody close them.
final class Arrivals implements SelectorManager.AcceptListener {
  private final Set<SelectableChannel> coming = ConcurrentHashMap.newKeySet();

  /// Whether nobody is there any more to care for one. Whoever arrives is added first and looks at
  /// this then, and who stops does it the other way round, so that none slips between.
  private volatile boolean over;

  /// One was taken.
  void add(SelectableChannel channel) {
    coming.add(channel);
    if (over) {
      turnAway(channel);
    }
  }

  /// One is in the care of somebody, who is told whether it has come too late.
  boolean isLate(SelectableChannel channel) {
    coming.remove(channel);
    return over;
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    coming.remove(channel);
  }

  /// Closes those that are left, and whoever still comes.
  void end() {
    over = true;
    coming.forEach(this::turnAway);
  }

  private void turnAway(SelectableChannel channel) {
    IO.close(channel);
    coming.remove(channel);
  }
}
