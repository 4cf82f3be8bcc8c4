package dev.homeport.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A server on a real socket that answers each path as a test says at the moment, or misbehaves.
public final class ScriptedServer implements AutoCloseable {
  /// A request as it came.
  public record Asked(String line, String body) {
    /// The path without the method.
    public String path() {
      return line.split(" ", -1)[1];
    }
  }

  /// What it does when it is asked.
  public sealed interface Act {
    /// Answers properly, and keeps the connection.
    record Answer(int status, String type, String body) implements Act {}

    /// Sends these characters and closes.
    record Raw(String text) implements Act {}

    /// Says nothing until it is released, then answers.
    record Hang(CountDownLatch released, Answer then) implements Act {}

    /// Sends a head, and then one byte after the other for ever.
    record Drip() implements Act {}
  }

  private final ServerSocket server;
  private final Map<String, Act> acts = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /// What is done on a path that has no act of its own.
  private volatile Act otherwise = new Act.Answer(404, "text/plain", "404 page not found");

  /// A server on a free port.
  public ScriptedServer() {
    this(0);
  }

  /// A server on that port.
  public ScriptedServer(int port) {
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.add(Thread.ofVirtual().name("scripted server").start(this::accept));
  }

  /// Where it listens.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /// Its port.
  public int port() {
    return server.getLocalPort();
  }

  /// From now on does this on that path.
  public ScriptedServer on(String path, Act act) {
    acts.put(path, act);
    return this;
  }

  /// From now on answers that path with this JSON.
  public ScriptedServer json(String path, String body) {
    return on(path, new Act.Answer(200, "application/json; charset=utf-8", body));
  }

  /// From now on does this on every path that has no act of its own.
  public ScriptedServer otherwise(Act act) {
    otherwise = act;
    return this;
  }

  /// What it was asked, in order; taken out by whoever looks.
  public LinkedBlockingQueue<Asked> asked() {
    return asked;
  }

  /// How many connections are open.
  public int connections() {
    return sockets.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        threads.add(Thread.ofVirtual().name("scripted answer").start(() -> serve(socket)));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (Asked request = read(in); request != null; request = read(in)) {
        asked.add(request);
        Act act = acts.getOrDefault(request.path(), otherwise);
        if (!perform(act, out)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private static boolean perform(Act act, OutputStream out)
      throws IOException, InterruptedException {
    switch (act) {
      case Act.Answer(int status, String type, String body) -> {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(
            out,
            "HTTP/1.1 %d x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, type, bytes.length, body));
        return true;
      }
      case Act.Raw(String text) -> {
        write(out, text);
        return false;
      }
      case Act.Hang(CountDownLatch released, Act.Answer then) -> {
        released.await();
        return perform(then, out);
      }
      case Act.Drip() -> {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        while (true) {
          write(out, " ");
          Thread.sleep(5);
        }
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static @Nullable Asked read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    int length = 0;
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    return new Asked(line, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      bytes.write(b);
    }
    return null;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      for (Thread thread : List.copyOf(threads)) {
        thread.interrupt();
        thread.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
