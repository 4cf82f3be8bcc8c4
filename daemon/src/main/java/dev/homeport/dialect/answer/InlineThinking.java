package dev.homeport.dialect.answer;

import dev.homeport.chat.Piece;
import java.util.function.Consumer;

/// Keeps apart what a model thinks aloud: what stands between `<think>` and `</think>` at the
/// beginning of its text. A tag may come in pieces (wire.md G.27); one further on is text.
public final class InlineThinking {
  private static final String BEGIN = "<think>";
  private static final String END = "</think>";

  private enum Where {
    BEFORE,
    INSIDE,
    BEHIND,
    AFTER
  }

  private Where where = Where.BEFORE;
  private String held = "";

  /// More of the text.
  public void feed(String text, Consumer<Piece> pieces) {
    held += text;
    if (where == Where.BEFORE) {
      String said = held.stripLeading();
      if (said.startsWith(BEGIN)) {
        where = Where.INSIDE;
        held = said.substring(BEGIN.length());
      } else if (!BEGIN.startsWith(said)) {
        where = Where.AFTER;
      }
    }
    if (where == Where.INSIDE) {
      inside(pieces);
    }
    if (where == Where.BEHIND) {
      held = held.stripLeading();
      where = held.isEmpty() ? Where.BEHIND : Where.AFTER;
    }
    if (where == Where.AFTER) {
      tell(new Piece.Text(held), pieces);
      held = "";
    }
  }

  private void inside(Consumer<Piece> pieces) {
    int end = held.indexOf(END);
    int safe = end >= 0 ? end : held.length() - begun();
    tell(new Piece.Thought(held.substring(0, safe)), pieces);
    held = held.substring(end >= 0 ? end + END.length() : safe);
    if (end >= 0) {
      where = Where.BEHIND;
    }
  }

  /// How many characters at the end may be the beginning of the tag.
  private int begun() {
    int most = Math.min(END.length() - 1, held.length());
    for (int count = most; count > 0; count--) {
      if (END.startsWith(held.substring(held.length() - count))) {
        return count;
      }
    }
    return 0;
  }

  /// No more comes: what was held back is what it looks like.
  public void end(Consumer<Piece> pieces) {
    tell(where == Where.INSIDE ? new Piece.Thought(held) : new Piece.Text(held), pieces);
    held = "";
  }

  private static void tell(Piece piece, Consumer<Piece> pieces) {
    if (piece.isContent()) {
      pieces.accept(piece);
    }
  }
}
