package dev.homeport.wire.frame;

import dev.homeport.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A buffer that grows, for bytes on their way out.
public final class Bytes {
  private static final int KEPT = 64 * 1024;

  private byte[] array = new byte[512];
  private int length;

  /// Appends these bytes.
  public Bytes append(byte[] bytes) {
    return append(bytes, 0, bytes.length);
  }

  /// Appends some of these bytes.
  public Bytes append(byte[] bytes, int from, int count) {
    reserve(count);
    System.arraycopy(bytes, from, array, length, count);
    length += count;
    return this;
  }

  /// Appends a text in UTF-8.
  public Bytes append(String text) {
    return append(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Appends a text as a JSON string.
  public Bytes quoted(String text) {
    return append(JsonText.quoted(text));
  }

  /// Appends a number.
  public Bytes number(long number) {
    return append(Long.toString(number));
  }

  /// What is in it: from 0 to [#length] of this array.
  public byte[] array() {
    return array;
  }

  /// How much is in it.
  public int length() {
    return length;
  }

  /// Empties it.
  public void clear() {
    length = 0;
    if (array.length > KEPT) {
      array = new byte[512];
    }
  }

  private void reserve(int count) {
    if (array.length - length < count) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(length, count)));
    }
  }
}
