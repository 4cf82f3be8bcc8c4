package dev.homeport.tunnel.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Who stands at a public address and does to each connection what a test says.
final class RudeEdge implements AutoCloseable {
  private static final byte[] INTERNAL_ERROR = {0x15, 3, 3, 0, 2, 2, 80};

  private final ServerSocket listening;
  private final Manner manner;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /// What is done to a connection, which is closed afterwards.
  interface Manner {
    void with(Socket socket, RudeEdge edge) throws IOException;
  }

  private RudeEdge(InetSocketAddress where, Manner manner) {
    try {
      this.listening = new ServerSocket(where.getPort(), 50, where.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.manner = manner;
    threads.add(Threads.virtual("edge", this::accept));
  }

  static RudeEdge that(Manner manner) {
    return at("127.0.0.1", 0, manner);
  }

  static RudeEdge at(String address, int port, Manner manner) {
    return new RudeEdge(new InetSocketAddress(InetAddress.ofLiteral(address), port), manner);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        threads.add(Threads.virtual("edge connection", () -> serve(socket)));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      manner.with(socket, this);
    } catch (IOException e) {
      // The other side has gone, or the test is over.
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), port());
  }

  /// The heads of the questions so far.
  List<String> heads() {
    return heads;
  }

  /// Answers over plain HTTP with these bytes, as they are.
  static Manner saying(Function<String, String> answer) {
    return (socket, edge) -> edge.answer(socket, answer);
  }

  /// The same over TLS.
  static Manner secure(SSLContext context, Function<String, String> answer) {
    return (socket, edge) -> {
      SSLSocket talk =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      talk.setUseClientMode(false);
      talk.startHandshake();
      edge.answer(talk, answer);
    };
  }

  /// Ends every connection as soon as it has heard the name.
  static Manner ending() {
    return (socket, _) -> socket.getInputStream().read(new byte[1 << 16]);
  }

  static Manner resetting() {
    return (socket, _) -> {
      socket.getInputStream().read(new byte[1 << 16]);
      socket.setSoLinger(true, 0);
    };
  }

  static Manner alerting() {
    return (socket, _) -> {
      socket.getInputStream().read(new byte[1 << 16]);
      socket.getOutputStream().write(INTERNAL_ERROR);
      socket.getInputStream().read(new byte[1 << 16]);
    };
  }

  static Manner silent() {
    return (socket, _) ->
        socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }

  /// Sends a byte of something endless every few milliseconds.
  static Manner trickling(String first, String again) {
    return (socket, edge) -> {
      edge.hear(socket);
      socket.getOutputStream().write(first.getBytes(ISO_8859_1));
      for (int i = 0; i < 10_000; i++) {
        socket.getOutputStream().write(again.getBytes(ISO_8859_1));
        try {
          Thread.sleep(2);
        } catch (InterruptedException e) {
          return;
        }
      }
    };
  }

  private void answer(Socket talk, Function<String, String> answer) throws IOException {
    String head = hear(talk);
    talk.getOutputStream().write(answer.apply(head).getBytes(ISO_8859_1));
    talk.getOutputStream().flush();
  }

  private String hear(Socket talk) throws IOException {
    var head = new StringBuilder();
    InputStream in = talk.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no question");
      }
      head.append((char) next);
    }
    heads.add(head.toString());
    return head.toString();
  }

  /// An answer with these lines in its head.
  static String answer(int status, String body, String... fields) {
    var text = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
    for (String each : fields) {
      text.append(each).append("\r\n");
    }
    return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /// What our daemon of this name answers.
  static Function<String, String> health(String instance) {
    return head ->
        answer(
            200,
            "{\"status\":\"healthy\"}",
            "Homeport-Instance: " + instance,
            "homeport-nonce: " + nonce(head));
  }

  static String nonce(String head) {
    return head.replaceAll("(?s).*[?&]nonce=([^& ]*).*", "$1");
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket each : open) {
        each.close();
      }
      for (Thread each : threads) {
        each.join(2000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
