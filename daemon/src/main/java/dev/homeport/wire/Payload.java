package dev.homeport.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A body of known length that can be sent, and read, more than once.
public interface Payload {
  /// How many bytes it has.
  long length();

  /// Writes all of them.
  void writeTo(OutputStream out) throws IOException;

  /// Reads it from the beginning.
  InputStream open();

  /// These bytes.
  static Payload of(byte[] bytes) {
    return new Payload() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
