package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.dialect.openai.trouble.Complaints;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an answer's objects say one after the other, be they chunks or the whole.
///
/// Why it finished and what was used is told at its end only, once, wherever and however often it
/// came (wire.md G.38).
final class Answer {
  private final Set<Quirk> quirks;
  private final CallMemory memory;
  private final boolean chancesWanted;
  private final CallReading calls = new CallReading();
  private final ContentReading content;
  private final Details details = new Details();
  private @Nullable Finish finish;
  private @Nullable Usage usage;
  private boolean choice;

  /// @param chancesWanted whether anybody wants to see the chances of tokens
  Answer(Set<Quirk> quirks, CallMemory memory, boolean chancesWanted) {
    this.quirks = quirks;
    this.memory = memory;
    this.chancesWanted = chancesWanted;
    this.content = new ContentReading(quirks.contains(Quirk.INLINE_THINKING));
  }

  /// Whether it said why it finished.
  boolean hasFinish() {
    return finish != null;
  }

  /// Whether it said anything at all.
  boolean hasChoice() {
    return choice;
  }

  /// Takes another object; a complaint where it is the end of an answer that failed.
  @Nullable Complaint take(JsonNode frame, Complaints complaints, Consumer<Piece> pieces) {
    counted(frame);
    JsonNode first = firstChoice(frame.path("choices"));
    if (!first.isObject()) {
      return null;
    }
    choice = true;
    counted(first);
    JsonNode error = first.path("error");
    if (error.isObject() || error.isTextual()) {
      return complaints.inside(error);
    }
    String reason = first.path("finish_reason").asText("");
    Complaint failed = failed(reason);
    if (failed != null) {
      return failed;
    }
    said(first, pieces);
    Finish why = finish(reason);
    finish = why == null ? finish : why;
    return null;
  }

  private void said(JsonNode first, Consumer<Piece> pieces) {
    JsonNode said = first.path(first.has("delta") ? "delta" : "message");
    if (said.isObject()) {
      content.take(said, pieces);
      if (quirks.contains(Quirk.WANTS_DETAILS)) {
        details.take(said.path("reasoning_details"));
      }
    }
    if (first.path("text").isTextual()) {
      content.text(first.path("text").textValue(), pieces);
    }
    if (chancesWanted) {
      var tokens = ChanceReading.of(first.path("logprobs"));
      if (!tokens.isEmpty()) {
        pieces.accept(new Piece.Chances(tokens));
      }
    }
    if (said.isObject()) {
      calls.take(said, pieces);
    }
  }

  /// All that is left to say.
  void finish(Consumer<Piece> pieces) {
    content.finish(pieces);
    boolean called = calls.finish(pieces);
    Finish why = finish == null ? Finish.STOP : finish;
    count(pieces);
    if (called && calls.isBroken() && why != Finish.LENGTH) {
      pieces.accept(
          new Piece.Failed(
              Complaint.of(Kind.CUT, 200, "the arguments of a call are no whole JSON object")));
      return;
    }
    if (called) {
      remember();
    }
    boolean stops = why == Finish.STOP || why == Finish.CALLS;
    Finish told = stops ? called ? Finish.CALLS : Finish.STOP : why;
    pieces.accept(new Piece.Finished(told, null));
  }

  /// Tells what was used, as far as it is known: a failed answer costs money too.
  void count(Consumer<Piece> pieces) {
    if (usage != null) {
      pieces.accept(new Piece.Counted(usage));
    }
  }

  /// Keeps what must come back with the results of the calls.
  private void remember() {
    if (quirks.contains(Quirk.WANTS_REASONING)) {
      calls.ids().forEach(id -> memory.keep(id, content.thoughts()));
    } else if (quirks.contains(Quirk.WANTS_DETAILS) && !details.isEmpty()) {
      calls.ids().forEach(id -> memory.keep(id, details.json()));
    } else if (quirks.contains(Quirk.WANTS_EXTRA)) {
      calls.extras().forEach(memory::keep);
    }
  }

  private void counted(JsonNode at) {
    Usage counted = UsageReading.of(at, quirks.contains(Quirk.COST));
    usage = counted == null ? usage : counted;
  }

  /// The choice of index 0, which is the only one asked for; its index may be missing.
  private static JsonNode firstChoice(JsonNode choices) {
    if (choices.isArray()) {
      for (JsonNode each : choices) {
        if (each.path("index").asInt(0) == 0) {
          return each;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static @Nullable Finish finish(String reason) {
    return switch (reason) {
      case "" -> null;
      case "null" -> null;
      case "length", "max_tokens", "model_length", "max_output_tokens" -> Finish.LENGTH;
      case "tool_calls", "function_call", "tool_use" -> Finish.CALLS;
      case "content_filter", "safety", "SAFETY", "RECITATION" -> Finish.FILTERED;
      default -> Finish.STOP;
    };
  }

  /// Reasons that are none (wire.md C; DeepSeek's and vLLM's references).
  private static @Nullable Complaint failed(String reason) {
    return switch (reason) {
      case "error" -> Complaint.of(Kind.SERVER, 200, "finish_reason error");
      case "insufficient_system_resource" -> Complaint.of(Kind.OVERLOADED, 200, reason);
      case "abort" -> Complaint.of(Kind.CUT, 200, "finish_reason abort");
      default -> null;
    };
  }
}
