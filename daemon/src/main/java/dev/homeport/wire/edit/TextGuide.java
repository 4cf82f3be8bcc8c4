package dev.homeport.wire.edit;

import dev.homeport.wire.ByteRuns;
import dev.homeport.wire.JsonScanner;
import dev.homeport.wire.JsonString;
import java.util.Arrays;

/// Leads a walk through a text that is all there. It takes what [JsonScanner] takes and needs less
/// than half of its time, because it may look ahead, and this runs for every token.
final class TextGuide {
  private static final int DEEPEST = 10_000;
  private static final int BROKEN = -1;
  private static final byte[] NONE = {};

  private final Walk walk;
  private final JsonScanner unescaping = new JsonScanner(new EscapedName(), false);

  private byte[] bytes = NONE;
  private int start;
  private int end;

  /// The byte to be looked at next.
  private int at;

  private int depth;

  /// Whether the last value is over, and not just opened with another one coming inside of it.
  private boolean isOver;

  /// A bit for each open bracket: set where it is an object's.
  private long[] objects = new long[2];

  TextGuide(Walk walk) {
    this.walk = walk;
  }

  /// Leads through the text; false when it is not one value alone.
  boolean lead(byte[] text, int from, int count) {
    bytes = text;
    start = from;
    end = from + count;
    at = from;
    depth = 0;
    boolean whole = values() && peek() == BROKEN;
    bytes = NONE;
    return whole;
  }

  private boolean values() {
    boolean good = value();
    while (good && !(isOver && depth == 0)) {
      good = isOver ? next() : value();
    }
    return good;
  }

  /// A value, or the beginning of one up to the first one inside of it.
  private boolean value() {
    int first = peek();
    walk.value(depth, at - start);
    isOver = true;
    switch (first) {
      case '{', '[' -> {
        return open(first == '{');
      }
      case '"' -> at = string(at + 1);
      case 't' -> at = word("true");
      case 'f' -> at = word("false");
      case 'n' -> at = word("null");
      case BROKEN -> at = BROKEN;
      default -> at = number();
    }
    if (at == BROKEN) {
      return false;
    }
    walk.over(depth, at - start);
    return true;
  }

  private boolean open(boolean object) {
    if (depth == DEEPEST) {
      return false;
    }
    walk.open(depth, object);
    int word = depth >> 6;
    if (word == objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 2);
    }
    long bit = 1L << depth;
    objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    depth++;
    at++;
    if (peek() == (object ? '}' : ']')) {
      close();
      return true;
    }
    isOver = false;
    return !object || name();
  }

  /// What follows a value inside of another one.
  private boolean next() {
    int next = peek();
    boolean object = isInObject();
    if (next == ',') {
      at++;
      isOver = false;
      return !object || name();
    }
    if (next != (object ? '}' : ']')) {
      return false;
    }
    close();
    return true;
  }

  private void close() {
    depth--;
    walk.close(depth, at - start);
    at++;
  }

  private boolean isInObject() {
    int last = depth - 1;
    return (objects[last >> 6] & (1L << last)) != 0;
  }

  /// A name and its colon.
  private boolean name() {
    if (peek() != '"') {
      return false;
    }
    int from = at + 1;
    walk.entry(depth, at - start);
    at = string(from);
    if (at == BROKEN) {
      return false;
    }
    if (walk.needsNames(depth)) {
      int count = at - 1 - from;
      if (walk.isCaseless() || ByteRuns.plain(bytes, from, at) < at - 1) {
        unescaping.reset();
        unescaping.feed(bytes, from - 1, count + 2);
      } else {
        walk.name(depth, bytes, from, count);
      }
    }
    if (peek() != ':') {
      return false;
    }
    at++;
    return true;
  }

  /// A name that does not stand for itself.
  private final class EscapedName implements JsonScanner.Listener {
    @Override
    public int keeps(int ignored, boolean name) {
      return walk.longestName(depth);
    }

    @Override
    public void string(int ignored, JsonString name) {
      walk.name(depth, name);
    }
  }

  /// The next byte that is not blank, without passing it; broken at the end.
  private int peek() {
    while (at < end) {
      byte next = bytes[at];
      if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t')) {
        return next & 0xff;
      }
      at++;
    }
    return BROKEN;
  }

  /// Where it goes on after a string whose inside begins here.
  private int string(int from) {
    int i = ByteRuns.plain(bytes, from, end);
    while (i < end && bytes[i] == '\\') {
      i = escape(i + 1);
      if (i == BROKEN) {
        return BROKEN;
      }
      i = ByteRuns.plain(bytes, i, end);
    }
    return i < end && bytes[i] == '"' ? i + 1 : BROKEN;
  }

  private int escape(int from) {
    if (from == end) {
      return BROKEN;
    }
    return switch (bytes[from]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
      case 'u' -> hex(from + 1);
      default -> BROKEN;
    };
  }

  private int hex(int from) {
    if (end - from < 4) {
      return BROKEN;
    }
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(bytes[i] & 0xff, 16) < 0) {
        return BROKEN;
      }
    }
    return from + 4;
  }

  private int word(String word) {
    if (end - at < word.length()) {
      return BROKEN;
    }
    for (int i = 1; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return BROKEN;
      }
    }
    return at + word.length();
  }

  private int number() {
    int i = bytes[at] == '-' ? at + 1 : at;
    i = i < end && bytes[i] == '0' ? i + 1 : digits(i);
    if (i != BROKEN && i < end && bytes[i] == '.') {
      i = digits(i + 1);
    }
    if (i != BROKEN && i < end && (bytes[i] == 'e' || bytes[i] == 'E')) {
      boolean signed = i + 1 < end && (bytes[i + 1] == '+' || bytes[i + 1] == '-');
      i = digits(signed ? i + 2 : i + 1);
    }
    return i;
  }

  /// Where it goes on after digits, of which there must be one.
  private int digits(int from) {
    int i = from;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i > from ? i : BROKEN;
  }
}
