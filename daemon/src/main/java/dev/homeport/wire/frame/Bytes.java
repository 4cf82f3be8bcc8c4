package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Bytes on their way out, gathered by whoever writes a frame and used again for the next one.
///
/// It grows with what is put into it, and gives back what was more than [#KEPT] once it is cleared.
public final class Bytes {
  /// How much room stays with an emptied one.
  public static final int KEPT = 64 * 1024;

  private static final int FIRST = 256;
  private static final byte[] NONE = {};
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  /// The most that one UTF-16 unit of a string needs: an escape.
  private static final int WIDEST = 6;

  private static final int SLICE = 1024;

  private byte[] bytes = NONE;
  private int length;

  /// Appends all of these.
  public Bytes append(byte[] more) {
    return append(more, 0, more.length);
  }

  /// Appends some of these.
  public Bytes append(byte[] more, int from, int count) {
    room(count);
    System.arraycopy(more, from, bytes, length, count);
    length += count;
    return this;
  }

  /// Appends one byte.
  public Bytes append(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /// Appends the text as UTF-8; a lone surrogate becomes a question mark.
  public Bytes append(String text) {
    int units = text.length();
    room(units);
    for (int i = 0; i < units; i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        return append(text.substring(i).getBytes(UTF_8));
      }
      bytes[length++] = (byte) unit;
    }
    return this;
  }

  /// Appends the number.
  public Bytes number(long number) {
    if (number < 0) {
      return append(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    room(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /// Appends the text as a JSON string, quotes included: as [dev.homeport.wire.JsonText] writes it,
  /// but a lone surrogate, which UTF-8 cannot say, is escaped.
  public Bytes quoted(String text) {
    return append('"').escaped(text, 0, text.length()).append('"');
  }

  /// Appends a part of the text as the inside of a JSON string. The part must not begin or end
  /// between the halves of a surrogate pair.
  public Bytes escaped(String text, int from, int to) {
    for (int at = from; at < to; at += SLICE) {
      room(Math.min(SLICE, to - at) * WIDEST);
      int end = Math.min(at + SLICE, to);
      for (int i = at; i < end; i++) {
        char unit = text.charAt(i);
        if (unit >= 0x20 && unit < 0x7f && unit != '"' && unit != '\\') {
          bytes[length++] = (byte) unit;
        } else {
          special(text, i, from, to);
        }
      }
    }
    return this;
  }

  /// One unit that does not stand for itself. The second half of a pair writes the pair.
  private void special(String text, int at, int from, int to) {
    char unit = text.charAt(at);
    switch (unit) {
      case '"', '\\' -> two(unit);
      case '\n' -> two('n');
      case '\r' -> two('r');
      case '\t' -> two('t');
      case 0x7f, 0x85, 0x2028, 0x2029 -> unicode(unit);
      default -> {
        if (unit < 0x20) {
          unicode(unit);
        } else if (unit < 0x800) {
          bytes[length++] = (byte) (0xc0 | unit >> 6);
          last(unit);
        } else if (!Character.isSurrogate(unit)) {
          bytes[length++] = (byte) (0xe0 | unit >> 12);
          last(unit >> 6);
          last(unit);
        } else if (Character.isHighSurrogate(unit)) {
          if (at + 1 == to || !Character.isLowSurrogate(text.charAt(at + 1))) {
            unicode(unit);
          }
        } else if (at > from && Character.isHighSurrogate(text.charAt(at - 1))) {
          int point = Character.toCodePoint(text.charAt(at - 1), unit);
          bytes[length++] = (byte) (0xf0 | point >> 18);
          last(point >> 12);
          last(point >> 6);
          last(point);
        } else {
          unicode(unit);
        }
      }
    }
  }

  private void two(char letter) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) letter;
  }

  private void unicode(char unit) {
    two('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(unit >> shift) & 0xf];
    }
  }

  private void last(int sixBits) {
    bytes[length++] = (byte) (0x80 | (sixBits & 0x3f));
  }

  private void room(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(FIRST, (int) (bytes.length * 1.5))));
    }
  }

  /// Writes U+0085, U+2028 and U+2029 from this place on as JSON escapes, which mean the same: some
  /// clients take them for ends of lines. All that is there is JSON, in whole characters.
  public Bytes escapeBreaks(int from) {
    for (int i = from; i + 1 < length; i++) {
      if (bytes[i] >= 0) {
        continue;
      }
      int width = breakAt(i);
      if (width > 0) {
        String escape =
            width == 2 ? "\\u0085" : bytes[i + 2] == (byte) 0xa8 ? "\\u2028" : "\\u2029";
        int more = escape.length() - width;
        room(more);
        System.arraycopy(bytes, i + width, bytes, i + escape.length(), length - i - width);
        for (int k = 0; k < escape.length(); k++) {
          bytes[i + k] = (byte) escape.charAt(k);
        }
        length += more;
        i += escape.length() - 1;
      }
    }
    return this;
  }

  /// How many bytes the break has that begins here; zero where none does.
  private int breakAt(int i) {
    if (bytes[i] == (byte) 0xc2 && bytes[i + 1] == (byte) 0x85) {
      return 2;
    }
    boolean three = bytes[i] == (byte) 0xe2 && bytes[i + 1] == (byte) 0x80 && i + 2 < length;
    return three && (bytes[i + 2] == (byte) 0xa8 || bytes[i + 2] == (byte) 0xa9) ? 3 : 0;
  }

  /// The array that holds them, from its beginning on; good until something is appended.
  public byte[] array() {
    return bytes;
  }

  /// How many there are.
  public int length() {
    return length;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return length == 0;
  }

  /// An array of their own.
  public byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /// Writes all of them at once.
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /// Forgets all but the first of them.
  public Bytes keep(int first) {
    length = Math.min(length, first);
    return this;
  }

  /// Empties it.
  public Bytes clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = NONE;
    }
    return this;
  }

  /// As text.
  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }
}
