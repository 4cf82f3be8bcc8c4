package dev.homeport.wire.edit;

import java.io.IOException;
import java.io.OutputStream;

/// Bytes that can be had as often as one likes, always the same.
@FunctionalInterface
public interface Source {
  /// Writes all of them.
  void writeTo(OutputStream out) throws IOException;
}
