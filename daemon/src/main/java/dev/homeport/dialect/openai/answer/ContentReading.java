package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.answer.InlineThinking;
import java.util.function.Consumer;

/// The words of an answer, its thinking under any of its names (wire.md G.26).
final class ContentReading {
  /// How much thinking is kept for those who want it back.
  private static final int KEPT = 64 * 1024;

  private final boolean inline;
  private final InlineThinking thinking = new InlineThinking();
  private final StringBuilder thoughts = new StringBuilder();

  /// @param inline whether thinking may stand in the text between tags
  ContentReading(boolean inline) {
    this.inline = inline;
  }

  void take(JsonNode said, Consumer<Piece> pieces) {
    thought(said, pieces);
    JsonNode content = said.path("content");
    if (content.isTextual()) {
      text(content.textValue(), pieces);
    } else {
      for (JsonNode part : content) {
        part(part, pieces);
      }
    }
    String refusal = said.path("refusal").asText("");
    if (!refusal.isEmpty() && said.path("refusal").isTextual()) {
      pieces.accept(new Piece.Refusal(refusal));
    }
  }

  private void thought(JsonNode said, Consumer<Piece> pieces) {
    JsonNode named = said.path("reasoning_content");
    if (!named.isTextual() || named.textValue().isEmpty()) {
      named = said.path("reasoning");
    }
    if (named.isTextual()) {
      thought(named.textValue(), pieces);
      return;
    }
    for (JsonNode detail : said.path("reasoning_details")) {
      JsonNode text =
          detail.path("text").isTextual() ? detail.path("text") : detail.path("summary");
      thought(text.asText(""), pieces);
    }
  }

  /// A part of a list, as Mistral's thinking models answer.
  private void part(JsonNode part, Consumer<Piece> pieces) {
    if (part.path("type").asText().equals("thinking")) {
      JsonNode thinking = part.path("thinking");
      if (thinking.isTextual()) {
        thought(thinking.textValue(), pieces);
      }
      for (JsonNode each : thinking) {
        thought(each.path("text").asText(""), pieces);
      }
    } else if (part.path("text").isTextual()) {
      text(part.path("text").textValue(), pieces);
    }
  }

  void text(String text, Consumer<Piece> pieces) {
    if (inline) {
      thinking.feed(text, said -> tell(said, pieces));
    } else {
      tell(new Piece.Text(text), pieces);
    }
  }

  private void thought(String text, Consumer<Piece> pieces) {
    tell(new Piece.Thought(text), pieces);
  }

  private void tell(Piece piece, Consumer<Piece> pieces) {
    if (piece instanceof Piece.Thought(String text) && thoughts.length() + text.length() <= KEPT) {
      thoughts.append(text);
    }
    if (piece.isContent()) {
      pieces.accept(piece);
    }
  }

  /// No more comes.
  void finish(Consumer<Piece> pieces) {
    thinking.end(said -> tell(said, pieces));
  }

  /// What it thought.
  String thoughts() {
    return thoughts.toString();
  }
}
