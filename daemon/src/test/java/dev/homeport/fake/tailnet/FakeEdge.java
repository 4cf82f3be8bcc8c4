package dev.homeport.fake.tailnet;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One public address of the way in, which is also the node's own proxy: it takes connections,
/// speaks TLS for the name, and passes requests on to a port here, or does what [Way] says.
public final class FakeEdge implements AutoCloseable {
  private static final byte[] NO_CERTIFICATE = {21, 3, 3, 0, 2, 2, 80};

  private final InetSocketAddress address;
  private final Supplier<Way> way;
  private final Supplier<String> name;
  private final int localPort;
  private final SSLContext good;
  private final SSLContext strangers;
  private final SSLContext expired;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();

  /// Guards the listening socket, which comes and goes with [Way.Refuses].
  private final Object lock = new Object();

  private @Nullable Ear ear;

  /// How many connections were taken.
  public int taken() {
    return taken.get();
  }

  /// One that listens there.
  ///
  /// @param name the name that it serves at the moment; for others it ends the connection
  /// @param way asked for each connection
  FakeEdge(
      InetSocketAddress address,
      Issuer issuer,
      Supplier<String> name,
      int localPort,
      Supplier<Way> way) {
    this.address = address;
    this.way = way;
    this.name = name;
    this.localPort = localPort;
    Certificates certificates = Certificates.of(issuer);
    this.good = certificates.good();
    this.strangers = certificates.strangers();
    this.expired = certificates.expired();
    listen();
  }

  /// Where it is.
  public InetSocketAddress address() {
    return address;
  }

  /// Begins to listen, if it does not.
  void listen() {
    synchronized (lock) {
      if (ear == null) {
        ear = new Ear(address, this::treat);
      }
    }
  }

  /// Refuses connections from now on.
  void refuse() {
    synchronized (lock) {
      close(ear);
      ear = null;
    }
  }

  private void treat(Socket socket) {
    sockets.add(socket);
    taken.incrementAndGet();
    try (socket) {
      byte[] hello = hello(socket.getInputStream());
      Way now = way.get();
      boolean known = new String(hello, StandardCharsets.ISO_8859_1).contains(name.get());
      switch (now) {
        case Way.Ends _, Way.Refuses _ -> {}
        case Way.Resets _ -> socket.setSoLinger(true, 0);
        case Way.HasNoCertificate _ -> socket.getOutputStream().write(NO_CERTIFICATE);
        case Way.Silent _ -> {
          // Until the other side or the test has had enough.
          while (socket.getInputStream().read() >= 0) {
            // Nothing of it is looked at.
          }
        }
        case Way.Open _ -> through(known, socket, hello, good, Integer.MAX_VALUE);
        case Way.Untrusted _ -> through(known, socket, hello, strangers, Integer.MAX_VALUE);
        case Way.Expired _ -> through(known, socket, hello, expired, Integer.MAX_VALUE);
        case Way.Slow slow -> {
          Thread.sleep(slow.thinking());
          through(known, socket, hello, good, Integer.MAX_VALUE);
        }
        case Way.Cuts cuts -> through(known, socket, hello, good, cuts.bytes());
        case Way.Somebody somebody -> answer(socket, hello, somebody);
      }
    } catch (IOException e) {
      // The other side has gone, or did not trust us.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  /// The first record of a connection, which says the name in clear letters.
  private static byte[] hello(InputStream in) throws IOException {
    byte[] head = in.readNBytes(5);
    var hello = new ByteArrayOutputStream();
    hello.writeBytes(head);
    if (head.length == 5) {
      hello.writeBytes(in.readNBytes(((head[3] & 0xff) << 8) | (head[4] & 0xff)));
    }
    return hello.toByteArray();
  }

  private static SSLSocket secure(Socket socket, byte[] hello, SSLContext context)
      throws IOException {
    var secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, new ByteArrayInputStream(hello), false);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  private void through(boolean known, Socket socket, byte[] hello, SSLContext context, int most)
      throws IOException, InterruptedException {
    if (!known) {
      return;
    }
    try (SSLSocket secure = secure(socket, hello, context)) {
      new NodeProxy(secure, localPort, most).run();
    }
  }

  private void answer(Socket socket, byte[] hello, Way.Somebody somebody) throws IOException {
    try (SSLSocket secure = secure(socket, hello, good)) {
      var in = new BufferedInputStream(secure.getInputStream());
      OutputStream out = secure.getOutputStream();
      for (RequestHead head = RequestHead.read(in); head != null; head = RequestHead.read(in)) {
        head.passBody(in, OutputStream.nullOutputStream());
        String text =
            "HTTP/1.1 %d x\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(
                    somebody.status(),
                    somebody.headers(),
                    somebody.body().length(),
                    somebody.body());
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private static void close(@Nullable AutoCloseable closed) {
    try {
      if (closed != null) {
        closed.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends every connection without a word to the other side.
  public void cutAll() {
    sockets.forEach(FakeEdge::close);
  }

  @Override
  public void close() {
    refuse();
    cutAll();
  }

  /// The loopback network is large on Linux; elsewhere only one address of it is there.
  static InetAddress loopback(int a, int b, int c) {
    try {
      return InetAddress.getByAddress(new byte[] {127, (byte) a, (byte) b, (byte) c});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
