package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// A string, name or number of a JSON text, as far as its listener wanted it kept. It is the
/// scanner's own and holds something else after the call.
public final class JsonString {
  private static final byte[] LONG_S = "\u017f".getBytes(UTF_8);
  private static final byte[] KELVIN = "\u212a".getBytes(UTF_8);

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
    int at = 0;
    for (int i = 0; i < field.length(); i++) {
      char letter = field.charAt(i);
      if (at < length && lower(bytes[at]) == letter) {
        at++;
      } else if (letter == 's' && stands(LONG_S, at)) {
        at += LONG_S.length;
      } else if (letter == 'k' && stands(KELVIN, at)) {
        at += KELVIN.length;
      } else {
        return false;
      }
    }
    return at == length && !cut;
  }

  private boolean stands(byte[] letter, int at) {
    return at + letter.length <= length
        && Arrays.equals(bytes, at, at + letter.length, letter, 0, letter.length);
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }

  /// What was kept of it; bytes that are no UTF-8 become U+FFFD, as in Go.
  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }
}
