package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.lifecycle.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A way between two programs that can be cut like a cable: bytes stop in both directions and
/// nobody is told. It can be slow, too, break off what runs over it, and be gone altogether, so
/// that whoever calls is refused.
///
/// Whom it leads to may change, or be nobody: then callers are reset, as by a machine on which
/// nobody listens.
public final class Cable implements AutoCloseable {
  /// Below the ports that systems lend to clients, so that it is still free after it was left.
  private static final int LOWEST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final int BUFFER = 1 << 14;

  /// An interim head. Whoever sends one sends it in one piece.
  private static final Pattern INTERIM =
      Pattern.compile("HTTP/1\\.1 103 [^\r]*(\r\n[^\r]+)*\r\n\r\n");

  /// Counts the ports that were tried, so that two cables do not try the same ones in turn.
  private static final AtomicLong TRIES = new AtomicLong(ProcessHandle.current().pid() * 37);

  private final int port;

  /// The ends of all connections, two for each.
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /// The state, guarded by this: how long a piece takes, nothing where it never arrives; where the
  /// cable leads, zero for nowhere; and what it listens with, nothing while it is gone.
  private @Nullable Duration delay = Duration.ZERO;

  private int target;

  /// Whether interim heads get lost; guarded by this.
  private boolean swallows;

  private @Nullable ServerSocket server;
  private boolean closed;
  private Ear ear = (_, _) -> {};

  /// Hears what runs over it, before it arrives.
  @FunctionalInterface
  public interface Ear {
    /// A piece, a character a byte.
    ///
    /// @param back whether it runs to whoever has called
    void heard(boolean back, String piece);
  }

  /// One that leads nowhere yet.
  public Cable() {
    port = listen();
  }

  private int listen() {
    for (int tries = 0; tries < PORTS; tries++) {
      int candidate = LOWEST_PORT + (int) (TRIES.getAndIncrement() % PORTS);
      try {
        listen(candidate);
        return candidate;
      } catch (IOException _) {
        // Somebody has it; there are others.
      }
    }
    throw new AssertionError("no port is free");
  }

  private void listen(int on) throws IOException {
    var listening = new ServerSocket();
    listening.setReuseAddress(true);
    try {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 512);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    synchronized (this) {
      server = listening;
    }
    start("cable", () -> accept(listening));
  }

  /// Where it begins.
  public int port() {
    return port;
  }

  /// From now on leads to this port, or nowhere for zero.
  public synchronized void leadTo(int other) {
    target = other;
  }

  /// From now on lets this hear what runs over it.
  public synchronized void overheardBy(Ear other) {
    ear = other;
  }

  /// Passes nothing any more, and says nothing.
  public void cut() {
    become(null);
  }

  /// From now on loses the interim heads of answers, as some proxies do, or does not.
  public synchronized void swallow(boolean interim) {
    swallows = interim;
  }

  private synchronized boolean swallows() {
    return swallows;
  }

  /// Lets every piece wait for so long.
  public void slow(Duration each) {
    become(each);
  }

  /// Breaks off all that runs over it; new connections are fine.
  public void reset() {
    ends.forEach(Cable::abort);
  }

  /// Is gone: what runs over it breaks, and who calls is refused.
  public void remove() {
    ServerSocket listening;
    synchronized (this) {
      listening = server;
      server = null;
    }
    if (listening != null) {
      shut(listening);
    }
    reset();
  }

  /// Is whole again.
  public void mend() {
    become(Duration.ZERO);
    boolean gone;
    synchronized (this) {
      gone = server == null && !closed;
    }
    if (gone) {
      try {
        listen(port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void become(@Nullable Duration other) {
    delay = other;
    notifyAll();
  }

  /// How many connections run over it.
  public int connections() {
    return ends.size() / 2;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    remove();
    try {
      while (!threads.isEmpty()) {
        for (Thread thread : List.copyOf(threads)) {
          thread.interrupt();
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket near = listening.accept();
        start("cable's connection", () -> connect(near));
      }
    } catch (IOException _) {
      // It is gone.
    }
  }

  private void connect(Socket near) {
    ends.add(near);
    var far = new Socket();
    ends.add(far);
    try {
      awaitPassage();
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target()));
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread back = start("cable's way back", () -> pass(far, near, true));
      pass(near, far, false);
      back.join();
      near.close();
      far.close();
    } catch (IOException | InterruptedException _) {
      abort(near);
      abort(far);
    } finally {
      ends.remove(near);
      ends.remove(far);
    }
  }

  private synchronized int target() throws IOException {
    if (target == 0) {
      throw new IOException("it leads nowhere");
    }
    return target;
  }

  private synchronized Ear ear() {
    return ear;
  }

  private void pass(Socket from, Socket to, boolean back) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      var buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitPassage();
        String said = new String(buffer, 0, count, ISO_8859_1);
        ear().heard(back, said);
        if (back && swallows()) {
          out.write(INTERIM.matcher(said).replaceAll("").getBytes(ISO_8859_1));
        } else {
          out.write(buffer, 0, count);
        }
      }
      awaitPassage();
      to.shutdownOutput();
    } catch (IOException | InterruptedException _) {
      // What broke on one side breaks on the other.
      abort(from);
      abort(to);
    }
  }

  /// Waits until a piece may pass.
  private synchronized void awaitPassage() throws InterruptedException {
    long since = System.nanoTime();
    while (!closed) {
      Duration due = delay;
      if (due == null) {
        wait();
        continue;
      }
      long left = due.toNanos() - (System.nanoTime() - since);
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    throw new InterruptedException("the cable was taken away");
  }

  private Thread start(String name, Runnable work) {
    Thread thread =
        Threads.virtual(
            name,
            () -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    if (!thread.isAlive()) {
      threads.remove(thread);
    }
    return thread;
  }

  /// Ends a connection with a reset.
  private static void abort(Socket end) {
    try {
      end.setSoLinger(true, 0);
    } catch (IOException _) {
      // It is closed already.
    }
    shut(end);
  }

  private static void shut(Closeable thing) {
    try {
      thing.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }
}
