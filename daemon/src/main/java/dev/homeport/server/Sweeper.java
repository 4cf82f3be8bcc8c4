package dev.homeport.server;

import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.wire.Dialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Looks after the clients' sockets many times a second while requests are on their way: listens
/// for the departure of those whose request lasts, and closes those whose request head never comes
/// whole.
///
/// A request that is answered within one turn costs nothing; with no request under way the loop
/// sleeps until one begins.
final class Sweeper implements Service {
  private static final Duration TURN = Duration.ofMillis(20);
  private static final String TOO_SLOW = "the request came too slowly (limits.header-wait)";

  private final WatchedConnector connector;
  private final Supplier<Duration> headerWait;
  private final Ticker ticker;
  private final Pause pause;
  private final Journal journal;
  private final String instance;

  /// Given when a request begins while the loop sleeps.
  private final Semaphore wake = new Semaphore(0);

  /// Written by the loop before it looks a last time, read by whoever begins a request.
  private volatile boolean asleep;

  private volatile boolean stopped;
  private @Nullable Thread loop;

  Sweeper(
      WatchedConnector connector,
      Supplier<Duration> headerWait,
      HttpServer.Parts parts,
      Pause pause) {
    this.connector = connector;
    this.headerWait = headerWait;
    this.ticker = parts.ticker();
    this.journal = parts.journal();
    this.instance = parts.instance();
    this.pause = pause;
  }

  @Override
  public String name() {
    return "sweeper";
  }

  @Override
  public void start() {
    connector.onActivity(this::stir);
    loop = Threads.loop("sweeper", this::run);
  }

  @Override
  public void stop() throws InterruptedException {
    stopped = true;
    wake.release();
    if (loop != null) {
      loop.join();
    }
  }

  private void stir() {
    if (asleep) {
      asleep = false;
      wake.release();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        if (!turn()) {
          asleep = true;
          if (!turn() && !stopped) {
            wake.acquire();
          }
          asleep = false;
          wake.drainPermits();
        }
        pause.last(TURN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks at every client once; true when there is a reason to look again soon.
  private boolean turn() {
    long now = ticker.nanoTime();
    long headNanos = headerWait.get().toNanos();
    boolean active = false;
    for (WatchedEndPoint client : connector.clients()) {
      active |= client.isActive();
      ClientWatch watch = client.watched();
      if (watch != null && now - watch.sinceNanos() > TURN.toNanos()) {
        client.listen();
      }
      long since = client.headSinceNanos();
      if (since != 0 && now - since > headNanos) {
        client.giveUpHead();
        giveUp(client);
      }
    }
    return active;
  }

  /// Says so and hangs up; of which path it would have been is not known yet.
  private void giveUp(WatchedEndPoint client) {
    String id = RequestId.of(null);
    journal.tell(Unreadable.ended(id, "-", 408, TOO_SLOW));
    byte[] body = Dialect.OLLAMA.error(408, TOO_SLOW, id);
    String head =
        """
        HTTP/1.1 408 Request Timeout\r
        Connection: close\r
        Homeport-Instance: %s\r
        X-Request-Id: %s\r
        Content-Type: application/json; charset=utf-8\r
        Content-Length: %d\r
        \r
        """
            .formatted(instance, id, body.length);
    client.write(
        Callback.from(client::close),
        ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)),
        ByteBuffer.wrap(body));
  }
}
