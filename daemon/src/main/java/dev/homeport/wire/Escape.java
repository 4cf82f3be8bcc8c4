package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The escape in a JSON string that is being read: what it means goes to what is kept of the
/// string.
///
/// Halves of a surrogate pair are joined; one without its other half becomes U+FFFD, as in Go.
final class Escape {
  /// How far an escape of four digits is.
  enum Progress {
    MORE,
    WHOLE,
    WRONG
  }

  private static final int REPLACEMENT = 0xfffd;

  private final JsonString kept;
  private final byte[] bytes = new byte[1];
  private int digits;
  private int unit;

  /// The first half of a pair whose other half is still to come, else zero.
  private char high;

  Escape(JsonString kept) {
    this.kept = kept;
  }

  /// The letter after a backslash; false when no escape has it.
  boolean letter(byte next, int most) {
    int meant =
        switch (next) {
          case '"', '\\', '/' -> next;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    if (meant < 0) {
      return false;
    }
    over(most);
    bytes[0] = (byte) meant;
    kept.add(bytes, 0, bytes.length, most);
    return true;
  }

  /// Four hexadecimal digits are coming.
  void begin() {
    digits = 0;
    unit = 0;
  }

  /// One of its four digits.
  Progress hex(byte next, int most) {
    int digit = Character.digit((char) (next & 0xff), 16);
    if (digit < 0 || next < 0) {
      return Progress.WRONG;
    }
    unit = unit << 4 | digit;
    if (++digits < 4) {
      return Progress.MORE;
    }
    char half = (char) unit;
    if (high != 0 && Character.isLowSurrogate(half)) {
      add(Character.toCodePoint(high, half), most);
      high = 0;
      return Progress.WHOLE;
    }
    over(most);
    if (Character.isHighSurrogate(half)) {
      high = half;
    } else {
      add(Character.isLowSurrogate(half) ? REPLACEMENT : unit, most);
    }
    return Progress.WHOLE;
  }

  /// Something else follows, so no other half will.
  void over(int most) {
    if (high != 0) {
      high = 0;
      add(REPLACEMENT, most);
    }
  }

  private void add(int point, int most) {
    byte[] meant = most == 0 ? bytes : Character.toString(point).getBytes(UTF_8);
    kept.add(meant, 0, meant.length, most);
  }
}
