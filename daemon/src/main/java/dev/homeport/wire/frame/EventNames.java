package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/// The names of a stream's events, which are few and come again and again: each is decoded once.
final class EventNames {
  private static final int PLACES = 16;
  private static final int LONGEST = 64;

  private final @Nullable String[] known = new @Nullable String[PLACES];

  /// The name that these bytes say, nothing where there are none.
  @Nullable String of(byte[] bytes, int from, int count) {
    if (count == 0) {
      return null;
    }
    if (count > LONGEST) {
      return new String(bytes, from, count, UTF_8);
    }
    int place = (count * 31 + bytes[from + count - 1]) & (PLACES - 1);
    String seen = known[place];
    if (seen != null && is(seen, bytes, from, count)) {
      return seen;
    }
    String name = new String(bytes, from, count, UTF_8);
    known[place] = name;
    return name;
  }

  private static boolean is(String name, byte[] bytes, int from, int count) {
    if (name.length() != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (name.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
