package dev.homeport.dialect.ollama;

import java.util.Arrays;
import java.util.Random;

/// Bytes as a bad line, a bad disk or a bad mind would change them.
final class Mutation {
  private Mutation() {}

  /// The same with a few changes.
  static byte[] of(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(6); i >= 0 && bytes.length > 1; i--) {
      int at = random.nextInt(bytes.length);
      int more = random.nextInt(bytes.length - at);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:\\\n0t-".charAt(random.nextInt(12));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> {
          byte[] without = new byte[bytes.length - more];
          System.arraycopy(bytes, 0, without, 0, at);
          System.arraycopy(bytes, at + more, without, at, bytes.length - at - more);
          bytes = without;
        }
        default -> {
          byte[] twice = Arrays.copyOf(bytes, bytes.length + more);
          System.arraycopy(bytes, at, twice, bytes.length, more);
          bytes = twice;
        }
      }
    }
    return bytes;
  }
}
