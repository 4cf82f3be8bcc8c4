package dev.homeport.contract.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.wire.Field;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// An answer as a provider writes it.
///
/// @param headers besides the type of the content
/// @param frames the body; each was written at once
public record Rendered(int status, String type, List<Field> headers, List<byte[]> frames) {
  /// A body that is there at once.
  public static Rendered whole(int status, String type, String body) {
    return new Rendered(status, type, List.of(), List.of(body.getBytes(UTF_8)));
  }

  /// A whole answer that is JSON.
  public static Rendered json(int status, Object body) {
    return whole(status, "application/json", body.toString());
  }

  /// A stream.
  public static Rendered stream(String type, List<String> frames) {
    return new Rendered(
        200, type, List.of(), frames.stream().map(frame -> frame.getBytes(UTF_8)).toList());
  }

  /// Somebody else's page, as a hotel's network or a CDN puts it in front (trap 37, B12).
  public static Rendered page(int status) {
    return whole(
        status,
        "text/html; charset=utf-8",
        """
        <!DOCTYPE html><html><head><title>foreign portal</title></head><body>
        <h1>Welcome</h1>
        <p>data: please sign in</p></body></html>
        """);
  }

  /// All of the body.
  public byte[] body() {
    var body = new ByteArrayOutputStream();
    frames.forEach(body::writeBytes);
    return body.toByteArray();
  }
}
