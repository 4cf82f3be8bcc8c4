package dev.homeport.wire.edit;

import java.util.Arrays;

/// Parts of a text that somebody wants to see, in the order in which they ended.
final class Sights {
  /// How many there may be.
  private static final int MOST = 64 * 1024;

  private int[] tags = new int[8];
  private long[] froms = new long[8];
  private long[] untils = new long[8];
  private int count;
  private boolean full;

  void clear() {
    count = 0;
    full = false;
  }

  void add(int tag, long from, long until) {
    if (count == MOST) {
      full = true;
      return;
    }
    if (count == tags.length) {
      tags = Arrays.copyOf(tags, count * 2);
      froms = Arrays.copyOf(froms, count * 2);
      untils = Arrays.copyOf(untils, count * 2);
    }
    tags[count] = tag;
    froms[count] = from;
    untils[count] = until;
    count++;
  }

  /// Whether there were more than there may be.
  boolean isFull() {
    return full;
  }

  /// Tells of all of them in the text that these bytes are.
  void tell(byte[] bytes, int start, JsonEdit.Seen seen) {
    for (int i = 0; i < count; i++) {
      int from = start + (int) froms[i];
      seen.value(tags[i], bytes, from, (int) (untils[i] - froms[i]));
    }
  }
}
