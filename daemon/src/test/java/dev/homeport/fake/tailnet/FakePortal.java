package dev.homeport.fake.tailnet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What answers when somebody asks whether there is an Internet.
public final class FakePortal implements AutoCloseable {
  private final InetSocketAddress address;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();

  /// Guards the listening socket, which comes and goes.
  private final Object lock = new Object();

  private @Nullable Ear ear;
  private volatile Net net = Net.OPEN;

  /// What there is.
  public enum Net {
    /// The Internet: 204.
    OPEN,
    /// A hotel that sends everybody to its page.
    REDIRECTS,
    /// A hotel that answers with its page.
    SHOWS_PAGE,
    /// Nobody answers.
    SILENT,
    /// Nobody listens.
    GONE
  }

  /// An Internet.
  public FakePortal() {
    Ear first = new Ear(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::serve);
    address = first.address();
    ear = first;
  }

  /// What is asked.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + address.getPort() + "/generate_204");
  }

  /// How often it was asked.
  public int asked() {
    return asked.get();
  }

  /// From now on it is like this.
  public void becomes(Net changed) {
    net = changed;
    synchronized (lock) {
      if (changed == Net.GONE) {
        stopListening();
      } else if (ear == null) {
        ear = new Ear(address, this::serve);
      }
    }
  }

  private void serve(Socket socket) {
    sockets.add(socket);
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (RequestHead.read(in) != null) {
        asked.incrementAndGet();
        Net now = net;
        if (now != Net.SILENT) {
          out.write(answer(now).getBytes(StandardCharsets.US_ASCII));
          out.flush();
        }
      }
    } catch (IOException e) {
      // The other side has gone.
    } finally {
      sockets.remove(socket);
    }
  }

  private static String answer(Net now) {
    return switch (now) {
      case OPEN -> "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";
      case REDIRECTS ->
          "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/login\r\nContent-Length: 0\r\n\r\n";
      case SHOWS_PAGE ->
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>";
      case SILENT, GONE -> "";
    };
  }

  private void stopListening() {
    if (ear != null) {
      ear.close();
      ear = null;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      stopListening();
    }
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
