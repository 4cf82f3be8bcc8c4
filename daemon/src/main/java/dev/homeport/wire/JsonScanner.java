package dev.homeport.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads JSON that comes in pieces, cut anywhere, and tells a listener what goes by. It keeps
/// nothing but what the listener wants kept, and one bit for each open bracket.
///
/// It takes exactly what Go's decoder takes: no byte order mark, no comments, no control characters
/// in strings, at most 10 000 open brackets; bytes that are no UTF-8 pass as U+FFFD. A string that
/// nobody wants is passed over eight bytes at a time, because most of a body can be one picture.
public final class JsonScanner {
  /// Hears what goes by. The depth of a thing is how many brackets are open around it.
  public interface Listener {
    /// How many bytes of the name or string that begins now shall be kept; for the rest of it only
    /// its being there is told.
    default int keeps(int depth, boolean name) {
      return 0;
    }

    /// A value begins, at the byte that is looked at.
    default void value(int depth) {}

    /// A name in an object.
    default void name(int depth, JsonString name) {}

    /// A string.
    default void string(int depth, JsonString value) {}

    /// A number, as it is written.
    default void number(int depth, JsonString value) {}

    /// `true`, `false` or `null`, by its first letter.
    default void literal(int depth, char first) {}

    /// An object or an array opens.
    default void begin(int depth, boolean object) {}

    /// What opened at this depth closes.
    default void end(int depth) {}
  }

  private enum State {
    VALUE,
    FIRST_VALUE,
    NAME,
    FIRST_NAME,
    COLON,
    AFTER,
    STRING,
    ESCAPE,
    HEX,
    LITERAL,
    NUMBER,
    DONE,
    BROKEN
  }

  private static final int DEEPEST = 10_000;

  /// How much of a number is kept; what is longer is told as cut.
  private static final int NUMBER = 64;

  private final Listener listener;
  private final boolean many;
  private final JsonString kept = new JsonString();
  private final Escape escape = new Escape(kept);
  private final byte[] single = new byte[1];

  /// A bit for each open bracket: set where it is an object's.
  private long[] objects = new long[2];

  private int depth;
  private State state = State.VALUE;
  private Numeral numeral = Numeral.BEGINNING;
  private boolean isName;
  private int most;
  private String literal = "";
  private int matched;
  private boolean begun;
  private long offset;
  private @Nullable String problem;

  /// @param many whether another value may follow the first; else what follows is not looked at
  public JsonScanner(Listener listener, boolean many) {
    this.listener = listener;
    this.many = many;
  }

  /// Reads on.
  public void feed(byte[] piece, int from, int count) {
    int at = from;
    int end = from + count;
    long base = offset - from;
    while (at < end && state != State.DONE && state != State.BROKEN) {
      offset = base + at;
      if (state == State.STRING) {
        at = passString(piece, at, end);
      } else if (state == State.NUMBER) {
        at = passNumber(piece, at, end);
      } else {
        step(piece[at]);
        at++;
      }
    }
    if (state != State.BROKEN) {
      offset = base + end;
    }
  }

  /// No more comes: a number at the very end is over now.
  public void finish() {
    if (depth == 0 && state == State.NUMBER && numeral.isWhole()) {
      numberEnds();
    }
  }

  /// Forgets what was read, for another text.
  public void reset() {
    depth = 0;
    state = State.VALUE;
    begun = false;
    offset = 0;
    problem = null;
    escape.over(0);
  }

  /// Whether a whole value has come, and nothing of another one.
  public boolean isComplete() {
    return begun && depth == 0 && (state == State.DONE || state == State.VALUE);
  }

  /// Whether nothing but blanks has come.
  public boolean isEmpty() {
    return !begun && problem == null;
  }

  /// What is wrong with the text, where something is.
  public @Nullable String problem() {
    return problem;
  }

  /// How many bytes were read; at a problem, how many before it. In a call of the listener, the
  /// place of the byte that made it.
  public long offset() {
    return offset;
  }

  /// One byte outside of a string and a number.
  private void step(byte next) {
    switch (state) {
      case VALUE -> value(next);
      case FIRST_VALUE -> {
        if (next == ']') {
          close();
        } else {
          value(next);
        }
      }
      case FIRST_NAME -> {
        if (next == '}') {
          close();
        } else {
          name(next);
        }
      }
      case NAME -> name(next);
      case COLON -> {
        if (next == ':') {
          state = State.VALUE;
        } else if (!isBlank(next)) {
          broken("a colon is missing");
        }
      }
      case AFTER -> after(next);
      case ESCAPE -> {
        if (next == 'u') {
          escape.begin();
          state = State.HEX;
        } else if (escape.letter(next, most)) {
          state = State.STRING;
        } else {
          broken("no such escape");
        }
      }
      case HEX -> {
        switch (escape.hex(next, most)) {
          case MORE -> {}
          case WHOLE -> state = State.STRING;
          case WRONG -> broken("no hexadecimal digit");
        }
      }
      case LITERAL -> {
        if (next != literal.charAt(matched)) {
          broken("no such word");
        } else if (++matched == literal.length()) {
          listener.literal(depth, literal.charAt(0));
          valueEnds();
        }
      }
      case STRING, NUMBER, DONE, BROKEN -> throw new IllegalStateException(state.name());
    }
  }

  private void value(byte next) {
    if (isBlank(next)) {
      return;
    }
    begun = true;
    listener.value(depth);
    switch (next) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> string(false);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> {
        kept.clear();
        state = State.NUMBER;
        numeral = Numeral.BEGINNING.after(next);
        if (numeral == Numeral.WRONG) {
          broken("no value begins like this");
        } else {
          single[0] = next;
          kept.add(single, 0, 1, NUMBER);
        }
      }
    }
  }

  private void name(byte next) {
    if (next == '"') {
      string(true);
    } else if (!isBlank(next)) {
      broken("a name is missing");
    }
  }

  private void after(byte next) {
    if (next == ',') {
      state = isInObject() ? State.NAME : State.VALUE;
    } else if (next == (isInObject() ? '}' : ']')) {
      close();
    } else if (!isBlank(next)) {
      broken("a comma is missing");
    }
  }

  private void string(boolean name) {
    isName = name;
    kept.clear();
    most = listener.keeps(depth, name);
    state = State.STRING;
  }

  private void word(String expected) {
    literal = expected;
    matched = 1;
    state = State.LITERAL;
  }

  /// The inside of a string; returns where to go on.
  private int passString(byte[] piece, int from, int end) {
    int at = ByteRuns.plain(piece, from, end);
    if (at > from) {
      escape.over(most);
      kept.add(piece, from, at - from, most);
      if (at == end) {
        return at;
      }
      offset += at - from;
    }
    switch (piece[at]) {
      case '"' -> {
        escape.over(most);
        if (isName) {
          listener.name(depth, kept);
          state = State.COLON;
        } else {
          listener.string(depth, kept);
          valueEnds();
        }
      }
      case '\\' -> state = State.ESCAPE;
      default -> broken("a control character in a string");
    }
    return at + 1;
  }

  /// The inside of a number; returns where to go on.
  private int passNumber(byte[] piece, int from, int end) {
    int at = from;
    Numeral then = numeral;
    while (at < end) {
      then = numeral.after(piece[at]);
      if (then == Numeral.OVER || then == Numeral.WRONG) {
        break;
      }
      numeral = then;
      at++;
    }
    kept.add(piece, from, at - from, NUMBER);
    offset += at - from;
    if (then == Numeral.OVER) {
      numberEnds();
    } else if (then == Numeral.WRONG) {
      broken("not a number");
    }
    return at;
  }

  private void numberEnds() {
    listener.number(depth, kept);
    valueEnds();
  }

  private void open(boolean object) {
    if (depth == DEEPEST) {
      broken("nested more than " + DEEPEST + " deep");
      return;
    }
    listener.begin(depth, object);
    int word = depth >> 6;
    if (word == objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 2);
    }
    long bit = 1L << depth;
    objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    depth++;
    state = object ? State.FIRST_NAME : State.FIRST_VALUE;
  }

  private boolean isInObject() {
    int last = depth - 1;
    return (objects[last >> 6] & (1L << last)) != 0;
  }

  private void close() {
    depth--;
    listener.end(depth);
    valueEnds();
  }

  private void valueEnds() {
    state = depth > 0 ? State.AFTER : many ? State.VALUE : State.DONE;
  }

  private void broken(String what) {
    problem = what;
    state = State.BROKEN;
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
