package dev.homeport.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Runs of bytes that mean nothing by themselves, passed over eight at a time.
public final class ByteRuns {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private ByteRuns() {}

  /// The first byte that is not just a part of a JSON string: a quote, a backslash, a control
  /// character; the end where there is none.
  public static int plain(byte[] bytes, int from, int end) {
    int at = from;
    while (at + 8 <= end) {
      long eight = (long) EIGHT.get(bytes, at);
      long quote = eight ^ (ONES * '"');
      long backslash = eight ^ (ONES * '\\');
      long found =
          (((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((eight - ONES * 0x20) & ~eight))
              & TOPS;
      if (found != 0) {
        return at + first(found);
      }
      at += 8;
    }
    while (at < end && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] & 0xff) >= 0x20) {
      at++;
    }
    return at;
  }

  /// The first byte that is one of these two; the end where there is none.
  public static int until(byte one, byte other, byte[] bytes, int from, int end) {
    int at = from;
    while (at + 8 <= end) {
      long eight = (long) EIGHT.get(bytes, at);
      long ones = eight ^ (ONES * one);
      long others = eight ^ (ONES * other);
      long found = (((ones - ONES) & ~ones) | ((others - ONES) & ~others)) & TOPS;
      if (found != 0) {
        return at + first(found);
      }
      at += 8;
    }
    while (at < end && bytes[at] != one && bytes[at] != other) {
      at++;
    }
    return at;
  }

  /// The lowest of the marks; those above it may be wrong, because a borrow made them.
  private static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) / 8;
  }
}
