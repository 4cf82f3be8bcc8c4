package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// An address at which somebody is, or nobody; all of them are on this machine.
public interface Place extends AutoCloseable {
  /// As many connections fill a queue of one, and some more.
  int MOST = 16;

  /// How long a connection may take that finds room in a queue.
  int ROOM_MILLIS = 300;

  /// Where it is.
  URI uri();

  @Override
  void close();

  private static Place of(URI uri, Runnable closing) {
    return new Place() {
      @Override
      public URI uri() {
        return uri;
      }

      @Override
      public void close() {
        closing.run();
      }
    };
  }

  private static URI at(String scheme, String host, int port) {
    return URI.create(scheme + "://" + host + ":" + port);
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Somebody who plays what is chosen.
  static Place playing(Function<Heard, Act> chooser) {
    RudeServer server = RudeServer.answering(chooser);
    return of(server.uri(), server::close);
  }

  /// The same over TLS, with this certificate.
  static Place secure(Authority authority, Authority.Shown shown, Function<Heard, Act> chooser) {
    RudeServer server = RudeServer.answering(authority.listening(shown), chooser);
    return of(at("https", "localhost", server.port()), server::close);
  }

  /// Somebody who has never heard of TLS, where it is expected.
  static Place plainForTls() {
    return new Hello(false, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").place();
  }

  /// A port that is taken, and at which nobody listens.
  static Place refusing() {
    try {
      var taken = new Socket();
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return of(at("http", "127.0.0.1", taken.getLocalPort()), () -> close(taken));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A port whose queue is full and stays so: the system says nothing to whoever comes.
  static Place full() {
    try {
      var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      var waiting = new ArrayList<Socket>();
      for (boolean room = true; room && waiting.size() < MOST; ) {
        var next = new Socket();
        waiting.add(next);
        try {
          next.connect(server.getLocalSocketAddress(), ROOM_MILLIS);
        } catch (SocketTimeoutException _) {
          room = false;
        }
      }
      return of(
          at("http", "127.0.0.1", server.getLocalPort()),
          () -> {
            waiting.forEach(Place::close);
            close(server);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A name that leads nowhere; see [LocalNames].
  static Place unnamed() {
    return of(at("http", "home.invalid", 1), () -> {});
  }

  /// Takes connections, lets the client say hello, and does this then: ends it, as a Funnel does
  /// behind which nothing is, or keeps silent for ever.
  static Place afterHello(boolean silent) {
    return new Hello(silent, "").place();
  }

  /// Hears the first bytes of connections, and says something to them or nothing.
  final class Hello {
    private final ServerSocket server;
    private final boolean silent;
    private final String answer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    private Hello(boolean silent, String answer) {
      this.silent = silent;
      this.answer = answer;
      try {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      threads.add(Threads.virtual("hello", this::accept));
    }

    private Place place() {
      return of(at("https", "localhost", server.getLocalPort()), this::close);
    }

    private void accept() {
      try {
        while (true) {
          Socket peer = server.accept();
          open.add(peer);
          Thread listening = Threads.virtual("hello of one", () -> hear(peer));
          synchronized (threads) {
            threads.add(listening);
          }
        }
      } catch (IOException _) {
        // It is closed, which is how it ends.
      }
    }

    private void hear(Socket peer) {
      try (peer) {
        InputStream in = peer.getInputStream();
        byte[] hello = new byte[1 << 14];
        int count = in.read(hello);
        peer.getOutputStream().write(answer.getBytes(US_ASCII));
        while (silent && count >= 0) {
          count = in.read(hello);
        }
      } catch (IOException _) {
        // The peer went first.
      } finally {
        open.remove(peer);
      }
    }

    private void close() {
      Place.close(server);
      open.forEach(Place::close);
      List<Thread> all;
      synchronized (threads) {
        all = List.copyOf(threads);
      }
      all.forEach(RudeServer::joined);
    }
  }
}
