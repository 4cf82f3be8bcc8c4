package dev.homeport.simulation.http;

import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server on the loopback address: two virtual threads for each connection, one that reads
/// requests and notices that the client leaves, and one that answers.
public final class HttpListener implements Service {
  private static final Duration REST = Duration.ofMillis(50);

  private final int wanted;
  private final Handler handler;
  private final Pause pause;
  private final WallClock wall;

  /// The connections that are open; guarded by itself, as is `stopped`.
  private final Set<Connection> open = new HashSet<>();

  private boolean stopped;
  private @Nullable ServerSocket socket;
  private @Nullable Thread loop;

  /// Answers requests.
  @FunctionalInterface
  public interface Handler {
    /// Answers one; interrupted where the client leaves.
    void handle(Asked asked, Answering answering) throws IOException, InterruptedException;
  }

  /// A listener on this port, or on a free one for zero.
  public HttpListener(int port, Handler handler, Pause pause, WallClock wall) {
    this.wanted = port;
    this.handler = handler;
    this.pause = pause;
    this.wall = wall;
  }

  @Override
  public String name() {
    return "listener on port " + wanted;
  }

  @Override
  public void start() throws IOException {
    var listening = new ServerSocket(wanted, 512, InetAddress.getLoopbackAddress());
    socket = listening;
    loop = Threads.loop("simulated server", () -> accept(listening));
  }

  /// The port it really listens on.
  public int port() {
    return socket == null ? 0 : socket.getLocalPort();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    List<Connection> left;
    synchronized (open) {
      stopped = true;
      left = List.copyOf(open);
    }
    if (socket != null) {
      socket.close();
    }
    for (Connection connection : left) {
      connection.close();
    }
    if (loop != null) {
      loop.join();
    }
    for (Connection connection : left) {
      connection.join();
    }
  }

  private void accept(ServerSocket listening) {
    while (true) {
      Socket client;
      try {
        client = listening.accept();
      } catch (IOException e) {
        if (listening.isClosed() || !rested()) {
          return;
        }
        continue;
      }
      var connection = new Connection(client, handler, pause, wall);
      synchronized (open) {
        if (stopped) {
          connection.close();
          return;
        }
        open.add(connection);
        connection.start(this::closed);
      }
    }
  }

  /// Gives a machine that is out of descriptors a moment; false where there is no point any more.
  private boolean rested() {
    try {
      pause.last(REST);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private void closed(Connection connection) {
    synchronized (open) {
      open.remove(connection);
    }
  }
}
