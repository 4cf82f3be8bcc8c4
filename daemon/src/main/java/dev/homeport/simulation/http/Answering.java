package dev.homeport.simulation.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.time.Pause;
import dev.homeport.time.WallClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// The way to answer one request: whole, or piece by piece.
public final class Answering {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"));

  private final Asked asked;
  private final OutputStream out;
  private final Pause pause;
  private final WallClock wall;
  private boolean begun;

  Answering(Asked asked, OutputStream out, Pause pause, WallClock wall) {
    this.asked = asked;
    this.out = out;
    this.pause = pause;
    this.wall = wall;
  }

  /// A pause that ends with an interruption when the client leaves.
  public Pause pause() {
    return pause;
  }

  /// Answers with a body that is known.
  public void whole(int status, String type, String body) throws IOException {
    whole(status, Map.of("Content-Type", type), body);
  }

  /// Answers with a body that is known, under these headers.
  public void whole(int status, Map<String, String> headers, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    var message = new ByteArrayOutputStream(bytes.length + 200);
    message.writeBytes(head(status, headers, "Content-Length: " + bytes.length + "\r\n"));
    if (!asked.method().equals("HEAD")) {
      message.writeBytes(bytes);
    }
    out.write(message.toByteArray());
  }

  /// Begins a body that comes in pieces.
  public void begin(Map<String, String> headers) throws IOException {
    begun = true;
    out.write(head(200, headers, asked.modern() ? "Transfer-Encoding: chunked\r\n" : ""));
  }

  /// Whether [#begin] was called.
  public boolean hasBegun() {
    return begun;
  }

  /// Sends a piece of the body at once.
  public void piece(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    if (!asked.modern()) {
      out.write(bytes);
      return;
    }
    var chunk = new ByteArrayOutputStream(bytes.length + 12);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    chunk.writeBytes(bytes);
    chunk.writeBytes(new byte[] {'\r', '\n'});
    out.write(chunk.toByteArray());
  }

  /// Ends the body that came in pieces.
  public void end() throws IOException {
    if (asked.modern()) {
      out.write("0\r\n\r\n".getBytes(ISO_8859_1));
    }
  }

  /// Whether the connection can go on after this answer.
  boolean staysOpen() {
    return asked.stays() && (asked.modern() || !begun);
  }

  private byte[] head(int status, Map<String, String> headers, String framing) {
    var head = new StringBuilder(200);
    head.append(asked.modern() ? "HTTP/1.1 " : "HTTP/1.0 ")
        .append(status)
        .append(' ')
        .append(REASONS.getOrDefault(status, "Unknown"))
        .append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Date: ").append(DATE.format(wall.now())).append("\r\n").append(framing);
    if (!asked.modern() && asked.stays() && !begun) {
      head.append("Connection: keep-alive\r\n");
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }
}
