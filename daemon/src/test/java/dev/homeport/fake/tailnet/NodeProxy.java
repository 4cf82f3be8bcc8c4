package dev.homeport.fake.tailnet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the node does with one public connection: heads are changed as the recordings show, bodies
/// and answers pass as they are; where nothing answers on our port, it says an empty 502.
///
/// Unlike the node's own it has a connection to our port for each public one.
final class NodeProxy {
  private static final String CLIENT = "203.0.113.7";

  private final Socket client;
  private final int localPort;
  private final int most;

  /// Whether something of an answer has come since the last request.
  private final AtomicBoolean answered = new AtomicBoolean(true);

  /// @param most how many bytes of answers may pass before it breaks off
  NodeProxy(Socket client, int localPort, int most) {
    this.client = client;
    this.localPort = localPort;
    this.most = most;
  }

  void run() throws IOException, InterruptedException {
    var in = new BufferedInputStream(client.getInputStream());
    RequestHead head = RequestHead.read(in);
    while (head != null) {
      Socket local;
      try {
        local = new Socket(InetAddress.getLoopbackAddress(), localPort);
      } catch (IOException e) {
        head.passBody(in, OutputStream.nullOutputStream());
        say502();
        head = RequestHead.read(in);
        continue;
      }
      try (local) {
        Thread answers = Thread.ofVirtual().name("node answers").start(() -> answers(local));
        pass(head, in, local.getOutputStream());
        // A client that half-closes counts as one that has gone.
        local.close();
        answers.join();
      }
      return;
    }
  }

  private void pass(RequestHead first, InputStream in, OutputStream local) throws IOException {
    for (RequestHead head = first; head != null; head = RequestHead.read(in)) {
      answered.set(false);
      local.write(head.asFunnelled(CLIENT));
      head.passBody(in, local);
      if (head.upgrades()) {
        in.transferTo(local);
        return;
      }
    }
  }

  private void answers(Socket local) {
    byte[] piece = new byte[8192];
    int left = most;
    try (client) {
      InputStream in = local.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        answered.set(true);
        out.write(piece, 0, Math.min(count, left));
        out.flush();
        left -= count;
        if (left <= 0) {
          return;
        }
      }
      if (!answered.get()) {
        say502();
      }
    } catch (IOException e) {
      // One of the two has gone, and so does the other.
    }
  }

  private void say502() throws IOException {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    String text = "HTTP/1.1 502 Bad Gateway\r\nDate: " + date + "\r\nContent-Length: 0\r\n\r\n";
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
