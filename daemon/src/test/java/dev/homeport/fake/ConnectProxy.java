package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.lifecycle.Threads;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/// An HTTP proxy that knows `CONNECT`, as the userspace client of Twingate has one: the places
/// behind it are ports of this machine, and nobody else knows their names.
///
/// For proxies that misbehave, a [RudeServer] will do.
public final class ConnectProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final ToIntFunction<String> places;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();

  private ConnectProxy(ServerSocket socket, ToIntFunction<String> places) {
    this.socket = socket;
    this.places = places;
    begin("proxy", this::accept);
  }

  /// One on a port of its own.
  ///
  /// @param places the port behind what is asked for, as `host:port`; 0 where there is none
  public static ConnectProxy leading(ToIntFunction<String> places) {
    return at(0, places);
  }

  /// The same on that port.
  public static ConnectProxy at(int port, ToIntFunction<String> places) {
    try {
      return new ConnectProxy(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), places);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return socket.getLocalPort();
  }

  /// What it was asked for so far, as `host:port`.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// How many connections lead through it or to it.
  public int open() {
    return open.size();
  }

  private void begin(String name, Runnable work) {
    synchronized (threads) {
      threads.add(Threads.virtual(name, work));
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        begin("proxied", () -> serve(client));
      }
    } catch (IOException _) {
      // It is closed, which is how it ends.
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try {
      String line = head(client.getInputStream());
      String target = line.split(" ", -1)[1];
      asked.add(target);
      int port = line.startsWith("CONNECT ") ? places.applyAsInt(target) : 0;
      OutputStream out = client.getOutputStream();
      if (port == 0) {
        out.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
        client.close();
        return;
      }
      try (Socket place = new Socket(InetAddress.getLoopbackAddress(), port)) {
        open.add(place);
        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
        begin("back", () -> pump(place, client));
        pump(client, place);
      }
    } catch (IOException _) {
      // Whoever went, goes for both.
    } finally {
      end(client);
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  private void pump(Socket from, Socket to) {
    byte[] piece = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        to.getOutputStream().write(piece, 0, count);
      }
    } catch (IOException _) {
      // Whoever went, goes for both.
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException _) {
      // Closed is closed.
    }
  }

  /// Ends what leads through it, as a proxy does that dies.
  public void drop() {
    open.forEach(this::end);
  }

  @Override
  public void close() {
    end(socket);
    drop();
    List<Thread> all;
    synchronized (threads) {
      all = List.copyOf(threads);
    }
    drop();
    all.forEach(RudeServer::joined);
  }

  private static void end(ServerSocket server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
