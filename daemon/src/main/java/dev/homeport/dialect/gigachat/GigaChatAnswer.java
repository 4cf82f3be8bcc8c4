package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.answer.CallIds;
import dev.homeport.dialect.answer.InlineThinking;
import dev.homeport.dialect.turn.ToolAliases;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes pieces of the chunks of an answer, or of the one that it is.
final class GigaChatAnswer {
  private final ToolAliases aliases;
  private final States states;
  private final StopTexts stops;
  private final InlineThinking thinking = new InlineThinking();

  private int calls;

  /// The call that began last, and the state that goes with it, whichever came first.
  private @Nullable String call;

  private @Nullable String state;
  private boolean understood;
  private boolean over;
  private @Nullable Finish finish;
  private @Nullable Usage usage;

  GigaChatAnswer(ToolAliases aliases, States states, StopTexts stops) {
    this.aliases = aliases;
    this.states = states;
    this.stops = stops;
  }

  /// Another chunk.
  void take(JsonNode chunk, Consumer<Piece> pieces) {
    if (over) {
      return;
    }
    JsonNode choice = chunk.path("choices").path(0);
    if (!choice.isObject()) {
      var complaint = GigaChatComplaint.inside(chunk);
      if (complaint != null) {
        fail(complaint, pieces);
        return;
      }
    }
    JsonNode counts = chunk.path("usage");
    understood |= choice.isObject() || counts.isObject();
    if (counts.isObject()) {
      usage = usage(counts);
    }
    JsonNode delta = choice.has("delta") ? choice.path("delta") : choice.path("message");
    if (stops.found() == null) {
      content(delta, pieces);
    }
    String reason = choice.path("finish_reason").asText("");
    switch (reason) {
      case "", "null" -> {}
      case "stop" -> finish = Finish.STOP;
      case "length" -> finish = Finish.LENGTH;
      case "function_call" -> finish = Finish.CALLS;
      case "blacklist" -> finish = Finish.FILTERED;
      case "error" ->
          fail(Kind.SERVER, "the model called a function with arguments that are none", pieces);
      default -> fail(Kind.SERVER, "the answer ended with " + reason, pieces);
    }
  }

  private void content(JsonNode delta, Consumer<Piece> pieces) {
    String thought = delta.path("reasoning_content").asText("");
    if (!thought.isEmpty()) {
      pieces.accept(new Piece.Thought(thought));
    }
    String text = delta.path("content").asText("");
    if (!text.isEmpty()) {
      thinking.feed(text, piece -> tell(piece, pieces));
    }
    JsonNode function = delta.path("function_call");
    JsonNode name = function.path("name");
    if (name.isTextual() && !name.textValue().isEmpty()) {
      textEnds(pieces);
      call = CallIds.fresh();
      pieces.accept(new Piece.CallBegun(calls, call, aliases.name(name.textValue())));
      pieces.accept(new Piece.CallGoesOn(calls, CallArguments.said(function.path("arguments"))));
      calls++;
    }
    if (delta.path("functions_state_id").isTextual()) {
      state = delta.path("functions_state_id").textValue();
    }
    if (call != null && state != null) {
      states.keep(call, state);
    }
  }

  private void tell(Piece piece, Consumer<Piece> pieces) {
    if (!(piece instanceof Piece.Text(String text))) {
      pieces.accept(piece);
      return;
    }
    String told = stops.feed(text);
    if (!told.isEmpty()) {
      pieces.accept(new Piece.Text(told));
    }
  }

  /// What was held back is told.
  private void textEnds(Consumer<Piece> pieces) {
    thinking.end(piece -> tell(piece, pieces));
    String rest = stops.rest();
    if (!rest.isEmpty()) {
      pieces.accept(new Piece.Text(rest));
    }
  }

  private static Usage usage(JsonNode counts) {
    JsonNode cached = counts.path("precached_prompt_tokens");
    return new Usage(
        counts.path("prompt_tokens").asLong(0),
        counts.path("completion_tokens").asLong(0),
        cached.isNumber() ? cached.asLong() : null,
        null,
        null);
  }

  /// Nothing more comes.
  ///
  /// @param empty whether nothing came at all
  void over(boolean empty, Consumer<Piece> pieces) {
    if (over) {
      return;
    }
    if (!understood && !empty) {
      fail(Kind.NONSENSE, "it is no answer of GigaChat", pieces);
      return;
    }
    textEnds(pieces);
    if (finish == null && stops.found() == null) {
      fail(Kind.CUT, "the answer ended without a reason", pieces);
      return;
    }
    over = true;
    pieces.accept(finished());
    if (usage != null) {
      pieces.accept(new Piece.Counted(usage));
    }
  }

  private Piece finished() {
    if (finish == null || stops.found() != null) {
      return new Piece.Finished(Finish.STOP, stops.found());
    }
    return new Piece.Finished(finish == Finish.STOP && calls > 0 ? Finish.CALLS : finish, null);
  }

  /// Gives up. What was used until then is told, because it costs.
  void fail(Kind kind, String said, Consumer<Piece> pieces) {
    fail(Complaint.of(kind, 200, said), pieces);
  }

  private void fail(Complaint complaint, Consumer<Piece> pieces) {
    if (!over) {
      over = true;
      if (usage != null) {
        pieces.accept(new Piece.Counted(usage));
      }
      pieces.accept(new Piece.Failed(complaint));
    }
  }

  boolean isOver() {
    return over;
  }
}
