package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// A string, name or number of a JSON text, as far as its listener wanted it kept. It is the
/// scanner's own and holds something else after the call.
public final class JsonString {
  private static final int LONG_S = 0x17f;
  private static final int KELVIN = 0x212a;

  private byte[] bytes = new byte[64];
  private int length;
  private boolean cut;

  JsonString() {}

  void clear() {
    length = 0;
    cut = false;
  }

  void add(byte[] from, int offset, int count, int most) {
    int fits = Math.min(count, most - length);
    if (fits < count) {
      cut = true;
    }
    if (fits <= 0) {
      return;
    }
    if (length + fits > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + fits));
    }
    System.arraycopy(from, offset, bytes, length, fits);
    length += fits;
  }

  /// How many bytes were kept.
  public int length() {
    return length;
  }

  /// Whether it says nothing at all.
  public boolean isEmpty() {
    return length == 0 && !cut;
  }

  /// Whether it was longer than what was kept of it.
  public boolean isCut() {
    return cut;
  }

  /// Whether it is exactly this, which must be ASCII.
  public boolean is(String ascii) {
    if (cut || length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether Go's decoder takes this name for that field: case is folded, and the Kelvin sign and
  /// the long s are letters like any other. They are the only ones beyond ASCII that fold to it.
  ///
  /// @param field in lower-case ASCII
  public boolean folds(String field) {
    if (cut || length < field.length()) {
      return false;
    }
    String text = toString();
    if (text.length() != field.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (folded(text.charAt(i)) != field.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static char folded(char letter) {
    return switch (letter) {
      case LONG_S -> 's';
      case KELVIN -> 'k';
      default -> letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
    };
  }

  /// What was kept of it; bytes that are no UTF-8 become U+FFFD, as in Go.
  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }
}
