package dev.homeport.wire.edit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Parts of a text in order, none over another, each with what comes in its stead.
final class Spans {
  /// How many there may be, so that a text of nothing but changes takes no memory to speak of.
  private static final int MOST = 64 * 1024;

  private long[] froms = new long[4];
  private long[] untils = new long[4];
  private byte[] @Nullable [] instead = new byte[4] @Nullable [];
  private int count;
  private boolean full;

  void clear() {
    Arrays.fill(instead, 0, count, null);
    count = 0;
    full = false;
  }

  /// Replaces a part, and with it what was to be done inside of it.
  void replace(long from, long until, byte[] with) {
    forget(from);
    add(from, until, with);
  }

  /// Cuts a part, and with it what was to be done inside of it.
  void cut(long from, long until) {
    forget(from);
    if (count > 0 && untils[count - 1] == from && instead[count - 1] == null) {
      untils[count - 1] = until;
    } else {
      add(from, until, null);
    }
  }

  /// Adds something in front of the byte at this place, and behind all that was added there before.
  void insert(long at, byte[] what) {
    add(at, at, what);
  }

  /// Lets the last part end later.
  void stretch(long until) {
    untils[count - 1] = until;
  }

  private void forget(long from) {
    while (count > 0 && froms[count - 1] >= from) {
      count--;
    }
  }

  private void add(long from, long until, byte @Nullable [] with) {
    if (count == MOST) {
      full = true;
      return;
    }
    if (count == froms.length) {
      froms = Arrays.copyOf(froms, count * 2);
      untils = Arrays.copyOf(untils, count * 2);
      instead = Arrays.copyOf(instead, count * 2);
    }
    froms[count] = from;
    untils[count] = until;
    instead[count] = with;
    count++;
  }

  /// Whether there were more than there may be.
  boolean isFull() {
    return full;
  }

  int count() {
    return count;
  }

  long from(int span) {
    return froms[span];
  }

  long until(int span) {
    return untils[span];
  }

  /// What comes in the part's stead; nothing where it is cut.
  byte @Nullable [] instead(int span) {
    return instead[span];
  }

  /// The same, untouched by what happens to these.
  Spans copy() {
    var copy = new Spans();
    copy.froms = Arrays.copyOf(froms, count);
    copy.untils = Arrays.copyOf(untils, count);
    copy.instead = Arrays.copyOf(instead, count);
    copy.count = count;
    return copy;
  }
}
