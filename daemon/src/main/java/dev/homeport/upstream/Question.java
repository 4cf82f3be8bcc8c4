package dev.homeport.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of an upstream: a request whose body can be sent more than once.
///
/// @param target path and query as they go on the request line
/// @param headers all headers besides `Host` and those of the framing
public record Question(
    String method, String target, List<Field> headers, @Nullable Payload payload) {
  /// One header line.
  public record Field(String name, String value) {}

  /// A body of known length.
  public interface Payload {
    /// How many bytes it has.
    long length();

    /// Writes all of them.
    void writeTo(OutputStream out) throws IOException;
  }
}
