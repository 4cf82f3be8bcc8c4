package dev.homeport.upstream;

import dev.homeport.failure.Failure.Obstacle;
import dev.homeport.lifecycle.Service;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Passage.Way;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A server that can answer, at one address, with the connections to it that are kept.
///
/// Connections are taken last in, first out, so that few stay warm; they are plain blocking
/// sockets, because blocking is how a virtual thread waits and closing the socket is how it is
/// woken.
public final class HttpUpstream implements Service {
  private static final int MOST_IDLE = 64;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

  private final URI base;
  private final String host;
  private final Ticker ticker;

  /// Makes secure connections; nothing where Java's own trust will do.
  private final @Nullable SSLSocketFactory trust;

  private final Duration connect;
  private final Passage passage;

  /// Connections nobody uses; guarded by itself.
  private final Deque<Idle> idle = new ArrayDeque<>();

  /// Whether connections are still taken back; guarded by `idle`.
  private boolean stopped;

  /// Counts the signs of life.
  private final LongAdder lives = new LongAdder();

  private record Idle(UpstreamConnection connection, long sinceNanos) {}

  /// An upstream at `http://host:port` or `https://…`; a path in it is put before every target.
  ///
  /// @param host what the `Host` header says, which need not be the address
  public HttpUpstream(URI base, String host, Ticker ticker) {
    this(base, host, ticker, null, CONNECT_LIMIT);
  }

  /// The same with a trust and a patience of its own.
  ///
  /// @param trust see [Trust]; nothing where Java's own will do
  /// @param connect how long a connection may take to be made
  public HttpUpstream(
      URI base, String host, Ticker ticker, @Nullable SSLSocketFactory trust, Duration connect) {
    this(base, host, ticker, trust, connect, Passage.DIRECT);
  }

  /// The same over a way of its own.
  ///
  /// @param passage how connections are made
  public HttpUpstream(
      URI base,
      String host,
      Ticker ticker,
      @Nullable SSLSocketFactory trust,
      Duration connect,
      Passage passage) {
    this.base = base;
    this.host = host;
    this.ticker = ticker;
    this.trust = trust;
    this.connect = connect;
    this.passage = passage;
  }

  /// A new attempt, not yet begun.
  public Attempt attempt() {
    return new Attempt(this);
  }

  /// The address as people write it.
  public String where() {
    return base.toString();
  }

  /// How many signs of life have come so far: pieces of answers, and news of questions. While it
  /// grows there is somebody.
  public long lives() {
    return lives.sum();
  }

  long nanos() {
    return ticker.nanoTime();
  }

  void lived() {
    lives.increment();
  }

  String hostHeader() {
    return host;
  }

  String targetOf(String target) {
    String path = base.getRawPath();
    return path == null || path.isEmpty() || path.equals("/") ? target : path + target;
  }

  private boolean isSecure() {
    return "https".equalsIgnoreCase(base.getScheme());
  }

  /// Makes the connections secure; nothing where they are not.
  private @Nullable SSLSocketFactory security() {
    if (!isSecure()) {
      return null;
    }
    return trust == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trust;
  }

  private String hostName() {
    String name = base.getHost();
    return name == null ? "127.0.0.1" : name;
  }

  /// Opens a connection to it; all that belongs to that takes no longer than a connection may.
  void connect(UpstreamConnection fresh) throws IOException {
    int port = base.getPort() > 0 ? base.getPort() : isSecure() ? 443 : 80;
    var destination = new UpstreamConnection.Destination(hostName(), port, security());
    Deadline deadline = Deadline.in(connect, ticker);
    switch (passage.way()) {
      case Way.Direct(String doubt) -> {
        try {
          fresh.connect(Lookup.of(hostName(), port, connect), destination, deadline);
        } catch (IOException e) {
          throw doubt == null ? e : doubted(e, doubt);
        }
      }
      case Way.Through proxy -> {
        try {
          fresh.connect(proxy, destination, deadline);
        } catch (BlockedException e) {
          passage.failed(Hurdle.of(e).why());
          throw e;
        }
      }
      case Way.Shut(String why) -> throw new BlockedException(why, Obstacle.OTHER, null);
    }
    passage.opened();
  }

  private static IOException doubted(IOException e, String doubt) {
    Hurdle hurdle = Hurdle.of(e);
    return new BlockedException(hurdle.why() + "; " + doubt, hurdle.obstacle(), e);
  }

  @Nullable UpstreamConnection takeIdle() {
    long now = ticker.nanoTime();
    List<UpstreamConnection> old = List.of();
    UpstreamConnection found = null;
    synchronized (idle) {
      Idle newest = idle.pollFirst();
      if (newest != null) {
        found = newest.connection();
        if (now - newest.sinceNanos() > LONGEST_IDLE.toNanos()) {
          old = drain();
          old.add(found);
          found = null;
        }
      }
    }
    old.forEach(UpstreamConnection::abort);
    if (found != null && !found.isInOrder()) {
      found.abort();
      return null;
    }
    return found;
  }

  /// Keeps a connection whose answer is over, unless more has come on it than that.
  void giveBack(UpstreamConnection connection) {
    if (connection.isInOrder()) {
      synchronized (idle) {
        if (!stopped && idle.size() < MOST_IDLE) {
          idle.addFirst(new Idle(connection, ticker.nanoTime()));
          return;
        }
      }
    }
    connection.abort();
  }

  /// Closes the connections that nobody uses: after a sleep none of them can be trusted.
  public void dropIdle() {
    List<UpstreamConnection> dropped;
    synchronized (idle) {
      dropped = drain();
    }
    dropped.forEach(UpstreamConnection::abort);
  }

  /// Takes all out; the caller holds the lock and closes them after it.
  private List<UpstreamConnection> drain() {
    var all = new ArrayList<UpstreamConnection>(idle.size() + 1);
    idle.forEach(entry -> all.add(entry.connection()));
    idle.clear();
    return all;
  }

  @Override
  public String name() {
    return "connections to " + base;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    synchronized (idle) {
      stopped = true;
    }
    dropIdle();
  }
}
