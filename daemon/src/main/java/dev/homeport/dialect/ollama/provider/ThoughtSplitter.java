package dev.homeport.dialect.ollama.provider;

import dev.homeport.chat.Piece;
import java.util.function.Consumer;

/// Takes the thinking out of a text that begins with it, in `<think>` and `</think>`: a native
/// model answers so on `/api/generate`. A tag may come in pieces, so what could become one is held
/// back (wire.md G.27).
final class ThoughtSplitter {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum State {
    BEFORE,
    THINKING,
    AFTER_THINKING,
    TEXT
  }

  private final StringBuilder held = new StringBuilder();
  private State state;

  /// @param looking whether thinking may be there at all
  ThoughtSplitter(boolean looking) {
    this.state = looking ? State.BEFORE : State.TEXT;
  }

  /// More of the text.
  void feed(String text, Consumer<Piece> pieces) {
    if (state == State.TEXT) {
      pieces.accept(new Piece.Text(text));
      return;
    }
    held.append(text);
    if (state == State.BEFORE) {
      before(pieces);
    }
    if (state == State.THINKING) {
      thinking(pieces);
    }
    if (state == State.AFTER_THINKING) {
      after(pieces);
    }
  }

  /// The text is over: what was held back is what it looks like.
  void end(Consumer<Piece> pieces) {
    if (!held.isEmpty()) {
      String rest = held.toString();
      held.setLength(0);
      switch (state) {
        case THINKING -> pieces.accept(new Piece.Thought(rest));
        case BEFORE, TEXT -> pieces.accept(new Piece.Text(rest));
        case AFTER_THINKING -> {}
      }
    }
    state = State.TEXT;
  }

  /// Thinking comes by its own field, so there is none in the text.
  void stop(Consumer<Piece> pieces) {
    end(pieces);
  }

  private void before(Consumer<Piece> pieces) {
    int start = firstUnblank();
    String seen = held.substring(start);
    if (seen.startsWith(OPEN)) {
      held.delete(0, start + OPEN.length());
      state = State.THINKING;
    } else if (!OPEN.startsWith(seen)) {
      end(pieces);
    }
  }

  private void thinking(Consumer<Piece> pieces) {
    int close = held.indexOf(CLOSE);
    int to = close >= 0 ? close : held.length() - possible();
    if (to > 0) {
      pieces.accept(new Piece.Thought(held.substring(0, to)));
    }
    held.delete(0, close >= 0 ? close + CLOSE.length() : to);
    if (close >= 0) {
      state = State.AFTER_THINKING;
    }
  }

  /// The blank lines between thinking and answer belong to neither.
  private void after(Consumer<Piece> pieces) {
    held.delete(0, firstUnblank());
    if (!held.isEmpty()) {
      state = State.TEXT;
      pieces.accept(new Piece.Text(held.toString()));
      held.setLength(0);
    }
  }

  private int firstUnblank() {
    int at = 0;
    while (at < held.length() && Character.isWhitespace(held.charAt(at))) {
      at++;
    }
    return at;
  }

  /// How much of the end may be the beginning of a closing tag.
  private int possible() {
    for (int length = Math.min(CLOSE.length() - 1, held.length()); length > 0; length--) {
      if (CLOSE.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }
}
