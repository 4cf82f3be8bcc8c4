package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An answer as a [RawClient] got it.
///
/// @param interim the heads with a status below 200 that came before
/// @param pieces the body as it came: chunk by chunk where there were chunks, read by read
///   elsewhere
public record Received(
    List<Head> interim, Head head, List<Piece> pieces, List<Field> trailers, End end) {
  /// How an answer ended.
  public enum End {
    /// By its framing.
    WHOLE,
    /// By the end of the connection, which was the only end it could have.
    CLOSED,
    /// By the end of the connection, before it was whole.
    CUT,
    /// By a reset.
    RESET,
    /// By bytes that are no HTTP.
    GARBLED
  }

  /// A header.
  public record Field(String name, String value) {}

  /// Bytes of a body, and when they were there by [System#nanoTime].
  @SuppressWarnings("ArrayRecordComponent") // Looked at, never compared.
  public record Piece(byte[] bytes, long atNanos) {
    /// The bytes as text.
    public String text() {
      return new String(bytes, UTF_8);
    }
  }

  /// The first line and the headers, in order.
  public record Head(String line, List<Field> fields) {
    /// The status.
    public int status() {
      return Integer.parseInt(line.substring(9, 12));
    }

    /// Every value of a header.
    public List<String> headers(String name) {
      return fields.stream()
          .filter(field -> field.name().equalsIgnoreCase(name))
          .map(Field::value)
          .toList();
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
      return headers(name).stream().findFirst();
    }
  }

  /// The status.
  public int status() {
    return head.status();
  }

  /// The first value of a header.
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /// The body in one.
  public byte[] body() {
    var body = new ByteArrayOutputStream();
    pieces.forEach(piece -> body.writeBytes(piece.bytes()));
    return body.toByteArray();
  }

  /// The body as text.
  public String text() {
    return new String(body(), UTF_8);
  }

  /// The texts of the pieces.
  public List<String> texts() {
    return pieces.stream().map(Piece::text).toList();
  }

  @Override
  public String toString() {
    return head.line()
        + head.fields().stream()
            .map(field -> "\n" + field.name() + ": " + field.value())
            .collect(Collectors.joining())
        + "\n\n"
        + text()
        + "\n"
        + end;
  }
}
