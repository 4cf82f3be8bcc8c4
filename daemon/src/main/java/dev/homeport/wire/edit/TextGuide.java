package dev.homeport.wire.edit;

import dev.homeport.wire.JsonCursor;
import dev.homeport.wire.JsonScanner;
import dev.homeport.wire.JsonString;
import java.util.Arrays;

/// Leads a walk through a text that is all there, which takes half of the time of one in pieces,
/// and this runs for every token.
final class TextGuide {
  private static final int DEEPEST = 10_000;
  private static final byte[] NONE = {};

  private final Walk walk;
  private final JsonCursor cursor = new JsonCursor();
  private final JsonScanner unescaping = new JsonScanner(new EscapedName(), false);

  private byte[] bytes = NONE;
  private int start;
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
    depth = 0;
    cursor.begin(text, from, count);
    boolean whole = values() && cursor.peek() == JsonCursor.END;
    cursor.leave();
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
    int first = cursor.peek();
    walk.value(depth, place());
    isOver = true;
    boolean good =
        switch (first) {
          case '{', '[' -> open(first == '{');
          case '"' -> cursor.string();
          case 't' -> cursor.word("true");
          case 'f' -> cursor.word("false");
          case 'n' -> cursor.word("null");
          default -> cursor.number();
        };
    if (good && first != '{' && first != '[') {
      walk.over(depth, place());
    }
    return good;
  }

  /// Where the cursor stands, counted from the beginning of the text.
  private int place() {
    return cursor.at() - start;
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
    cursor.pass();
    if (cursor.peek() == (object ? '}' : ']')) {
      close();
      return true;
    }
    isOver = false;
    return !object || name();
  }

  /// What follows a value inside of another one.
  private boolean next() {
    int next = cursor.peek();
    boolean object = isInObject();
    if (next == ',') {
      cursor.pass();
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
    walk.close(depth, place());
    cursor.pass();
  }

  private boolean isInObject() {
    int last = depth - 1;
    return (objects[last >> 6] & (1L << last)) != 0;
  }

  /// A name and its colon.
  private boolean name() {
    if (cursor.peek() != '"') {
      return false;
    }
    int from = cursor.at() + 1;
    walk.entry(depth, place());
    if (!cursor.string()) {
      return false;
    }
    if (walk.needsNames(depth)) {
      int count = cursor.at() - 1 - from;
      if (walk.isCaseless() || cursor.isEscaped()) {
        unescaping.reset();
        unescaping.feed(bytes, from - 1, count + 2);
      } else {
        walk.name(depth, bytes, from, count);
      }
    }
    if (cursor.peek() != ':') {
      return false;
    }
    cursor.pass();
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
}
