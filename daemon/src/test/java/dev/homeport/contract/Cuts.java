package dev.homeport.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Cuts bytes where nobody expects it, the same for the same seed.
public final class Cuts {
  private static final int BYTEWISE = 4_000;

  private Cuts() {}

  /// The same bytes in pieces: byte by byte for one seed in four (of what is not too long), else in
  /// pieces of mostly a few bytes, now and then of thousands.
  public static List<byte[]> of(byte[] bytes, long seed) {
    var random = new Random(seed);
    boolean bytewise = random.nextInt(4) == 0 && bytes.length < BYTEWISE;
    int usual = Math.max(40, bytes.length / 200);
    var pieces = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; ) {
      int size = bytewise ? 1 : 1 + random.nextInt(random.nextInt(8) == 0 ? 100 * usual : usual);
      int to = Math.min(bytes.length, from + size);
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }
}
