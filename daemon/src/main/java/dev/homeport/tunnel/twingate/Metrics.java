package dev.homeport.tunnel.twingate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Connector counts, by the page of numbers that it may show on a port of this machine.
final class Metrics {
  /// What was read of the page.
  ///
  /// @param uptime how long it runs
  /// @param bytes how many have come in through it, over all its ways
  record Counted(Duration uptime, long bytes) {}

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int LARGEST = 256 * 1024;
  private static final Pattern UPTIME =
      Pattern.compile("(?m)^twingate_connector_uptime_seconds(?:\\{[^}]*\\})? ([0-9.eE+]+)\\s*$");
  private static final Pattern BYTES =
      Pattern.compile("(?m)^twingate_inbound_bytes_total(?:\\{[^}]*\\})? ([0-9.eE+]+)\\s*$");

  private Metrics() {}

  /// Asks the port; nothing where there is no such page.
  static Optional<Counted> counted(int port, Ticker ticker) {
    try (var socket = new Socket()) {
      Deadline deadline = Deadline.in(LIMIT, ticker);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Math.toIntExact(LIMIT.toMillis()));
      socket
          .getOutputStream()
          .write("GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      return counted(page(socket, deadline));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String page(Socket socket, Deadline deadline) throws IOException {
    var page = new StringBuilder();
    byte[] piece = new byte[4096];
    InputStream in = socket.getInputStream();
    while (page.length() < LARGEST) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos());
      if (left <= 0) {
        throw new IOException("late");
      }
      socket.setSoTimeout(Math.toIntExact(left));
      int count = in.read(piece);
      if (count < 0) {
        break;
      }
      page.append(new String(piece, 0, count, ISO_8859_1));
    }
    return page.toString();
  }

  static Optional<Counted> counted(String page) {
    Matcher found = UPTIME.matcher(page);
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      double bytes = 0;
      for (Matcher each = BYTES.matcher(page); each.find(); ) {
        bytes += Double.parseDouble(each.group(1));
      }
      Duration uptime = Duration.ofMillis((long) (Double.parseDouble(found.group(1)) * 1000));
      return Optional.of(new Counted(uptime, (long) bytes));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
