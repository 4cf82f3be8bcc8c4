package dev.homeport.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.failure.Failure.Obstacle;
import dev.homeport.time.Deadline;
import dev.homeport.upstream.Passage.Way.Through;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a proxy for a way to an upstream (`CONNECT`), over a socket that is connected to it.
///
/// Java's own `Socket(Proxy)` does the same, but to close it does not wake who waits for the
/// proxy's answer, and an attempt has to end at once.
final class Crossing {
  private static final int LARGEST_HEAD = 16 * 1024;
  private static final int LARGEST_WORD = 512;
  private static final int SHOWN = 120;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: (.*))?");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \\t]*(\\d{1,3})[ \\t]*$");
  private static final String PROTOCOL = "HTTP/1.";

  private final Socket socket;
  private final Through proxy;
  private final Deadline deadline;

  Crossing(Socket socket, Through proxy, Deadline deadline) {
    this.socket = socket;
    this.proxy = proxy;
    this.deadline = deadline;
  }

  /// A host and a port as a request has them.
  static String authority(String host, int port) {
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return (bare ? "[" + host + "]" : host) + ":" + port;
  }

  /// Asks, and returns when what is written to the socket goes to the upstream. Not a byte is read
  /// that is the upstream's.
  void to(String host, int port) throws IOException {
    String target = authority(host, port);
    try {
      String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      judge(head(), target);
      socket.setSoTimeout(0);
    } catch (SocketTimeoutException e) {
      throw new BlockedException(
          proxy.where() + " took the connection and gave no answer in time",
          Obstacle.SILENCE,
          true,
          e);
    } catch (BlockedException e) {
      throw e;
    } catch (IOException e) {
      if (socket.isClosed()) {
        throw e;
      }
      throw new BlockedException(
          proxy.where() + " ended the connection without an answer", Obstacle.OTHER, true, e);
    }
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (!endsHead(head)) {
      if (head.length() == LARGEST_HEAD) {
        throw nonsense("its answer has no end");
      }
      head.append((char) next());
      int seen = Math.min(head.length(), PROTOCOL.length());
      if (!PROTOCOL.startsWith(head.substring(0, seen))) {
        throw nonsense("what listens there is no HTTP proxy");
      }
    }
    return head.toString();
  }

  private static boolean endsHead(StringBuilder head) {
    int end = head.length();
    return end >= 2
        && head.charAt(end - 1) == '\n'
        && (head.charAt(end - 2) == '\n'
            || (end >= 4 && head.charAt(end - 2) == '\r' && head.charAt(end - 3) == '\n'));
  }

  /// The next byte. Each wait is as long as the deadline allows, so that one byte at a time does
  /// not put it off.
  private int next() throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos());
    if (left <= 0) {
      throw new SocketTimeoutException("late");
    }
    socket.setSoTimeout(Math.toIntExact(Math.min(left, Integer.MAX_VALUE)));
    InputStream in = socket.getInputStream();
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  private void judge(String head, String target) throws IOException {
    String line = head.lines().findFirst().orElse("");
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      throw nonsense("what listens there is no HTTP proxy");
    }
    int code = Integer.parseInt(status.group(1));
    if (code >= 200 && code < 300) {
      return;
    }
    String phrase = status.group(2) == null ? "" : printable(status.group(2));
    String body = word(head);
    throw new BlockedException(
        proxy.name()
            + " refused: "
            + (code + " " + phrase).strip()
            + (body.isEmpty() || body.equals(phrase) ? "" : ": " + body)
            + hint(code, target),
        Obstacle.OTHER,
        true,
        null);
  }

  /// The beginning of what it says besides, where that is short.
  private String word(String head) {
    Matcher length = LENGTH.matcher(head);
    int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
    var text = new StringBuilder();
    try {
      while (size <= LARGEST_WORD && text.length() < size) {
        text.append((char) next());
      }
    } catch (IOException e) {
      // It was only said besides.
    }
    return printable(text.toString().lines().findFirst().orElse(""));
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^ -~]", "?").strip();
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }

  private static String hint(int code, String target) {
    return switch (code) {
      case 401, 403, 407 -> "; " + target + " may not be granted to it";
      case 404, 500, 502, 503, 504 ->
          "; it may know no such resource as " + target + ", or have no way to it now";
      default -> "";
    };
  }

  private BlockedException nonsense(String what) {
    return new BlockedException(proxy.where() + ": " + what, Obstacle.OTHER, null);
  }
}
