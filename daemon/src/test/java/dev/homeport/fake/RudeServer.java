package dev.homeport.fake;

import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An upstream that plays acts: faults, recordings, or whatever a test makes up. It remembers what
/// it was sent, and when its peers went away.
///
/// Each has a port of its own, so tests need not agree on anything.
public final class RudeServer implements AutoCloseable {
  private static final long LONGEST_SECONDS = 10;

  private final ServerSocket socket;
  private final Function<Heard, Act> chooser;
  private final boolean patient;
  private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Set<Stage> stages = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread loop;

  private RudeServer(ServerSocket socket, Function<Heard, Act> chooser, boolean patient) {
    this.socket = socket;
    this.chooser = chooser;
    this.patient = patient;
    this.loop = Threads.virtual("rude server", this::accept);
  }

  /// Plays these one after another, the last of them again and again.
  public static RudeServer playing(Act first, Act... then) {
    var next = new AtomicInteger();
    List<Act> later = List.of(then);
    return choosing(
        _ -> {
          int turn = Math.min(next.getAndIncrement(), later.size());
          return turn == 0 ? first : later.get(turn - 1);
        });
  }

  /// Plays what is chosen by the head of each request.
  public static RudeServer choosing(Function<Heard, Act> chooser) {
    return choosing(0, chooser);
  }

  /// Plays what is chosen by all of each request, its body too.
  public static RudeServer answering(Function<Heard, Act> chooser) {
    return new RudeServer(listening(0), chooser, true);
  }

  /// The same on this socket, which is closed with it.
  static RudeServer answering(ServerSocket socket, Function<Heard, Act> chooser) {
    return new RudeServer(socket, chooser, true);
  }

  /// The same on a port that is named.
  public static RudeServer choosing(int port, Function<Heard, Act> chooser) {
    return new RudeServer(listening(port), chooser, false);
  }

  private static ServerSocket listening(int port) {
    try {
      return new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A port on which nobody listens.
  public static int refusingPort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return socket.getLocalPort();
  }

  /// Where it listens, as an address.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// How many connections were made to it.
  public int connections() {
    return connections.get();
  }

  /// The next request that came; waits for it.
  public Heard next() throws InterruptedException {
    Heard next = heard.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next;
  }

  /// Whether there are requests that [#next] would give at once.
  public boolean hasHeard() {
    return !heard.isEmpty();
  }

  /// Closes the connections that are open, as a server does that is started anew.
  public void dropConnections() {
    stages.forEach(Stage::close);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    joined(loop);
    stages.forEach(Stage::close);
    stages.forEach(stage -> joined(stage.thread()));
  }

  static void joined(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket peer = socket.accept();
        var stage = new Stage(peer, connections.incrementAndGet(), chooser, patient, heard::add);
        stages.add(stage);
        stage.start(() -> stages.remove(stage));
      }
    } catch (IOException _) {
      // It is closed, which is how it ends.
    }
  }
}
