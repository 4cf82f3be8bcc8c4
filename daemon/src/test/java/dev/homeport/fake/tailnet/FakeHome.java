package dev.homeport.fake.tailnet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Homeport as far as a look at a tunnel asks for one: it is well, says its name and repeats the
/// nonce of a question.
public final class FakeHome implements AutoCloseable {
  /// The name that it says.
  public static final String INSTANCE = "my-mac-1";

  private static final Pattern NONCE = Pattern.compile("[?&]nonce=([A-Za-z0-9_-]{8,64})");

  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();

  /// Guards the listening socket, which comes and goes.
  private final Object lock = new Object();

  private @Nullable Ear ear;

  /// One that listens on that port of this machine.
  public FakeHome(int port) {
    this.port = port;
    begins();
  }

  /// Listens again.
  public void begins() {
    synchronized (lock) {
      if (ear == null) {
        ear = new Ear(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), this::serve);
      }
    }
  }

  /// Listens no more, and ends what is open.
  public void ends() {
    synchronized (lock) {
      close(ear);
      ear = null;
    }
    sockets.forEach(FakeHome::close);
  }

  /// How often it was asked.
  public int asked() {
    return asked.get();
  }

  private void serve(Socket socket) {
    sockets.add(socket);
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (RequestHead head = RequestHead.read(in); head != null; head = RequestHead.read(in)) {
        asked.incrementAndGet();
        out.write(answer(head).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        if ("close".equalsIgnoreCase(head.field("connection"))) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone.
    } finally {
      sockets.remove(socket);
    }
  }

  private static String answer(RequestHead head) {
    Matcher nonce = NONCE.matcher(head.line());
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nHomeport-Instance: "
        + INSTANCE
        + (nonce.find() ? "\r\nHomeport-Nonce: " + nonce.group(1) : "")
        + "\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}";
  }

  private static void close(@Nullable AutoCloseable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ends();
  }
}
