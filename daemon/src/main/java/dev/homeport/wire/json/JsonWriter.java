package dev.homeport.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Writes a tree, into a buffer alone or through it into a stream.
final class JsonWriter {
  private static final int PIECE = 16 * 1024;

  private final Bytes bytes;
  private final @Nullable OutputStream out;

  JsonWriter(Bytes bytes, @Nullable OutputStream out) {
    this.bytes = bytes;
    this.out = out;
  }

  void write(JsonNode value) throws IOException {
    switch (value.getNodeType()) {
      case OBJECT -> {
        bytes.append('{');
        boolean more = false;
        for (var field : value.properties()) {
          if (more) {
            bytes.append(',');
          }
          more = true;
          bytes.quoted(field.getKey()).append(':');
          write(field.getValue());
        }
        bytes.append('}');
      }
      case ARRAY -> {
        bytes.append('[');
        boolean more = false;
        for (JsonNode item : value) {
          if (more) {
            bytes.append(',');
          }
          more = true;
          write(item);
        }
        bytes.append(']');
      }
      case STRING -> string(value.textValue());
      case NUMBER -> number(value);
      case BOOLEAN -> bytes.append(value.booleanValue() ? "true" : "false");
      case BINARY, POJO -> string(value.asText());
      case NULL, MISSING -> bytes.append("null");
    }
    drainWhereFull();
  }

  private void string(String text) throws IOException {
    if (out == null) {
      bytes.quoted(text);
      return;
    }
    bytes.append('"');
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(from + PIECE, text.length());
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      bytes.escaped(text, from, to);
      drainWhereFull();
      from = to;
    }
    bytes.append('"');
  }

  private void number(JsonNode value) {
    if (value.isInt() || value.isLong() || value.isShort()) {
      bytes.number(value.longValue());
    } else if ((value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue())) {
      bytes.append("null");
    } else {
      bytes.append(value.asText());
    }
  }

  private void drainWhereFull() throws IOException {
    if (bytes.length() >= PIECE) {
      drain();
    }
  }

  /// Hands on what has been gathered, where there is somebody to hand it to.
  void drain() throws IOException {
    if (out != null) {
      bytes.writeTo(out);
      bytes.clear();
    }
  }
}
