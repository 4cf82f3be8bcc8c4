package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;
import dev.homeport.time.Ticker;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Listens, and makes every client's socket a watched one.
final class WatchedConnector extends ServerConnector {
  /// Simultaneous connections that the kernel keeps for us: with Jetty's 50, a crowd of 200 waited
  /// seconds for its SYN to be repeated.
  private static final int BACKLOG = 1024;

  /// As many as are open at once. It shares a laptop, and needs some thirty kilobytes for each that
  /// asks something.
  private static final int MOST = 2000;

  private final Set<WatchedEndPoint> open = ConcurrentHashMap.newKeySet();
  private final Arrivals arrivals = new Arrivals();
  private final ByteBudget heads;
  private final Ticker ticker;
  private volatile Runnable stir = () -> {};

  WatchedConnector(Server server, HttpConnectionFactory http, ByteBudget heads, Ticker ticker) {
    super(server, null, null, null, 1, 1, http);
    this.heads = heads;
    this.ticker = ticker;
    setAcceptQueueSize(BACKLOG);
    getSelectorManager().addEventListener(arrivals);
  }

  /// Wakes who waits for sockets. An interrupt would do, too, but would lose the socket that comes
  /// at that moment, and leave it open.
  @Override
  protected void interruptAcceptors() {
    close();
  }

  @Override
  protected void configure(Socket socket) {
    arrivals.add(socket.getChannel());
    super.configure(socket);
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    arrivals.end();
    open.forEach(EndPoint::close);
  }

  /// The sockets that are open now.
  Iterable<WatchedEndPoint> clients() {
    return open;
  }

  /// Told when something begins that has to be looked after.
  void onActivity(Runnable action) {
    stir = action;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    var client =
        new WatchedEndPoint(
            channel,
            selector,
            key,
            getScheduler(),
            getExecutor(),
            new HeadRoom(heads),
            ticker,
            () -> stir.run());
    client.setIdleTimeout(getIdleTimeout());
    return client;
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    if (endPoint instanceof WatchedEndPoint client) {
      open.add(client);
      if (arrivals.isLate(client.getChannel())) {
        client.close();
      } else if (open.size() > MOST) {
        spare(client).close();
      }
    }
  }

  /// Which to close when there are too many: one that asks nothing, wherever there is one, else the
  /// one that came last.
  private WatchedEndPoint spare(WatchedEndPoint newest) {
    for (WatchedEndPoint client : open) {
      if (!client.isActive() && client != newest) {
        return client;
      }
    }
    return newest;
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    super.onEndPointClosed(endPoint);
    if (endPoint instanceof WatchedEndPoint client) {
      open.remove(client);
      client.headRoom().close();
      ClientWatch watch = client.watched();
      if (watch != null) {
        boolean _ = watch.left();
      }
    }
  }
}
