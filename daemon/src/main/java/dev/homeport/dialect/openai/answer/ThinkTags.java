package dev.homeport.dialect.openai.answer;

import dev.homeport.chat.Piece;
import java.util.function.Consumer;

/// Parts thinking from text where an answer begins with `<think>`. The tags may be cut anywhere
/// (wire.md G.27); later in a text they are text.
final class ThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum Place {
    BEFORE,
    THINKING,
    AFTER_TAG,
    TEXT
  }

  private Place place = Place.BEFORE;

  /// What may be the beginning of a tag.
  private String held = "";

  void take(String text, Consumer<Piece> pieces) {
    if (place == Place.TEXT) {
      pieces.accept(new Piece.Text(text));
      return;
    }
    String all = held + text;
    held = "";
    switch (place) {
      case BEFORE -> before(all, pieces);
      case THINKING -> thinking(all, pieces);
      case AFTER_TAG -> after(all, pieces);
      case TEXT -> {}
    }
  }

  private void before(String text, Consumer<Piece> pieces) {
    String stripped = text.stripLeading();
    if (stripped.startsWith(OPEN)) {
      place = Place.THINKING;
      thinking(stripped.substring(OPEN.length()), pieces);
    } else if (OPEN.startsWith(stripped)) {
      held = text;
    } else {
      place = Place.TEXT;
      pieces.accept(new Piece.Text(text));
    }
  }

  private void thinking(String text, Consumer<Piece> pieces) {
    int close = text.indexOf(CLOSE);
    if (close >= 0) {
      pieces.accept(new Piece.Thought(text.substring(0, close)));
      place = Place.AFTER_TAG;
      after(text.substring(close + CLOSE.length()), pieces);
      return;
    }
    int kept = Math.min(CLOSE.length() - 1, text.length());
    while (!CLOSE.startsWith(text.substring(text.length() - kept))) {
      kept--;
    }
    pieces.accept(new Piece.Thought(text.substring(0, text.length() - kept)));
    held = text.substring(text.length() - kept);
  }

  /// The blank lines after the thinking belong to neither.
  private void after(String text, Consumer<Piece> pieces) {
    String stripped = text.stripLeading();
    if (!stripped.isEmpty()) {
      place = Place.TEXT;
      pieces.accept(new Piece.Text(stripped));
    }
  }

  /// No more comes: what was held was no tag.
  void finish(Consumer<Piece> pieces) {
    String rest = held;
    held = "";
    if (!rest.isEmpty()) {
      pieces.accept(place == Place.THINKING ? new Piece.Thought(rest) : new Piece.Text(rest));
    }
  }
}
