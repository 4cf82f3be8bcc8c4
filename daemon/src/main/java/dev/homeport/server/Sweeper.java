package dev.homeport.server;

import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.util.BufferUtil;
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
  private static final ByteBuffer TOO_SLOW =
      ByteBuffer.wrap(
          """
          HTTP/1.1 408 Request Timeout\r
          Connection: close\r
          Content-Length: 0\r
          \r
          """
              .getBytes(StandardCharsets.US_ASCII));

  private final WatchedConnector connector;
  private final Supplier<Duration> headerWait;
  private final Ticker ticker;
  private final Pause pause;

  /// Given when a request begins while the loop sleeps.
  private final Semaphore wake = new Semaphore(0);

  /// Written by the loop before it looks a last time, read by whoever begins a request.
  private volatile boolean asleep;

  private volatile boolean stopped;
  private @Nullable Thread loop;

  Sweeper(WatchedConnector connector, Supplier<Duration> headerWait, Ticker ticker, Pause pause) {
    this.connector = connector;
    this.headerWait = headerWait;
    this.ticker = ticker;
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
        client.write(Callback.from(client::close), BufferUtil.copy(TOO_SLOW));
      }
    }
    return active;
  }
}
