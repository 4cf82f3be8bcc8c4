package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.fake.Received.End;
import dev.homeport.fake.Received.Field;
import dev.homeport.fake.Received.Head;
import dev.homeport.fake.Received.Piece;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A client that sends exactly the bytes it is given, and says how the answer really came.
///
/// Read a whole answer with [#read], or its head and then piece by piece. Nothing is waited for
/// longer than ten seconds, unless [#waiting] says so.
public final class RawClient implements AutoCloseable {
  private static final int LONGEST_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private Framing framing = new Framing.None();
  private List<Field> trailers = List.of();
  private End end = End.WHOLE;

  /// How the end of the body under way will be known.
  private sealed interface Framing {
    record None() implements Framing {}

    /// @param open whether the last chunk's own end is still to come: some servers send it only
    ///   with the next chunk, and nobody waits for it
    record Chunks(boolean open) implements Framing {}

    record Length(long left) implements Framing {}

    record Close() implements Framing {}
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LONGEST_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /// Connects to a port of this machine.
  public static RawClient to(int port) {
    try {
      return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits longer than others do, or not so long.
  public RawClient waiting(Duration longest) {
    try {
      socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends text.
  public RawClient send(String text) {
    return send(text.getBytes(UTF_8));
  }

  /// Sends bytes, all at once.
  public RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends bytes in pieces of this size, each in a packet of its own.
  public RawClient sendInPieces(byte[] bytes, int size) {
    for (int from = 0; from < bytes.length; from += size) {
      send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
    }
    return this;
  }

  /// Sends a request with a JSON body and these headers, each ending in CRLF.
  public RawClient post(String path, String body, String... headers) {
    int length = body.getBytes(UTF_8).length;
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n"
            + String.join("", headers)
            + "\r\n"
            + body);
  }

  /// Sends a request without a body.
  public RawClient get(String path, String... headers) {
    return send(
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", headers) + "\r\n");
  }

  /// Says that nothing more will be sent.
  public void halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Breaks the connection off with a reset.
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads an answer to its end.
  public Received read() {
    return read("GET");
  }

  /// Reads an answer to its end; to a `HEAD` it has no body.
  public Received read(String method) {
    var interim = new ArrayList<Head>();
    Head head = head(method);
    while (head.status() < 200) {
      interim.add(head);
      head = head(method);
    }
    var pieces = new ArrayList<Piece>();
    for (Optional<Piece> piece = piece(); piece.isPresent(); piece = piece()) {
      pieces.add(piece.get());
    }
    return new Received(interim, head, pieces, trailers, end);
  }

  /// Reads the next head; fails where there is none.
  public Head head(String method) {
    try {
      String line = line();
      if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
        throw new AssertionError("no status line: " + line);
      }
      var head = new Head(line, fields());
      frame(head, method);
      return head;
    } catch (IOException e) {
      throw new AssertionError("no head came: " + e, e);
    }
  }

  /// Reads the next head of an answer to anything but `HEAD`.
  public Head head() {
    return head("GET");
  }

  /// Reads the next piece of the body; empty at its end, whatever that is: see [#end].
  public Optional<Piece> piece() {
    try {
      byte[] bytes =
          switch (framing) {
            case Framing.None() -> new byte[0];
            case Framing.Chunks(boolean open) -> chunk(open);
            case Framing.Length(long left) -> some(left);
            case Framing.Close() -> some(1 << 16);
          };
      return bytes.length == 0
          ? Optional.empty()
          : Optional.of(new Piece(bytes, System.nanoTime()));
    } catch (EOFException e) {
      over(framing instanceof Framing.Close ? End.CLOSED : End.CUT);
    } catch (NumberFormatException e) {
      over(End.GARBLED);
    } catch (IOException e) {
      if (e instanceof SocketTimeoutException) {
        throw new AssertionError("nothing came for so long", e);
      }
      over(End.RESET);
    }
    return Optional.empty();
  }

  /// How the last body ended.
  public End end() {
    return end;
  }

  /// Waits until the other side ends the connection; fails where it says something first.
  public End closed() {
    try {
      int next = in.read();
      if (next >= 0) {
        throw new AssertionError("it said something: " + (char) next);
      }
      return End.CLOSED;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("it is still open", e);
    } catch (IOException e) {
      return End.RESET;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void over(End how) {
    framing = new Framing.None();
    end = how;
  }

  private void frame(Head head, String method) {
    trailers = List.of();
    end = End.WHOLE;
    boolean bodiless =
        method.equals("HEAD")
            || head.status() < 200
            || head.status() == 204
            || head.status() == 304;
    if (bodiless) {
      framing = new Framing.None();
    } else if (head.headers("Transfer-Encoding").equals(List.of("chunked"))) {
      framing = new Framing.Chunks(false);
    } else {
      framing =
          head.header("Content-Length")
              .<Framing>map(length -> new Framing.Length(Long.parseLong(length)))
              .orElseGet(Framing.Close::new);
    }
  }

  private byte[] chunk(boolean open) throws IOException {
    if (open && !line().isEmpty()) {
      throw new NumberFormatException("a chunk is longer than it says");
    }
    int size = Integer.parseInt(line(), 16);
    if (size == 0) {
      trailers = fields();
      over(End.WHOLE);
      return new byte[0];
    }
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    framing = new Framing.Chunks(true);
    return bytes;
  }

  private byte[] some(long most) throws IOException {
    if (most == 0) {
      over(End.WHOLE);
      return new byte[0];
    }
    byte[] buffer = new byte[(int) Math.min(most, 1 << 16)];
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException();
    }
    if (framing instanceof Framing.Length(long left)) {
      framing = new Framing.Length(left - count);
    }
    return Arrays.copyOf(buffer, count);
  }

  private List<Field> fields() throws IOException {
    var fields = new ArrayList<Field>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new AssertionError("no header: " + line);
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return fields;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("after " + line.toString(ISO_8859_1));
      }
      if (next == '\r') {
        if (in.read() != '\n') {
          throw new AssertionError("a bare CR after " + line.toString(ISO_8859_1));
        }
        return line.toString(ISO_8859_1);
      }
      line.write(next);
    }
  }
}
