package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.turn.ToolAliases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes pieces of the chunks of an answer. It is over when the body is: a reason to finish may
/// stand on every chunk, and the counts on each are those so far.
final class GeminiAnswer {
  private final ToolAliases aliases;
  private final Signatures signatures;

  private int calls;
  private boolean understood;
  private boolean failed;
  private @Nullable Finish finish;
  private @Nullable Usage usage;

  GeminiAnswer(ToolAliases aliases, Signatures signatures) {
    this.aliases = aliases;
    this.signatures = signatures;
  }

  /// A chunk, or a list of some.
  void take(JsonNode chunk, Consumer<Piece> pieces) {
    if (chunk.isArray()) {
      chunk.forEach(each -> take(each, pieces));
      return;
    }
    var error = GeminiError.in(chunk);
    if (error.isPresent()) {
      fail(GeminiComplaint.inside(error.get()), pieces);
    } else {
      takeOne(chunk, pieces);
    }
  }

  private void takeOne(JsonNode chunk, Consumer<Piece> pieces) {
    if (failed) {
      return;
    }
    JsonNode candidate = chunk.path("candidates").path(0);
    JsonNode blocked = chunk.path("promptFeedback").path("blockReason");
    JsonNode counts = chunk.path("usageMetadata");
    understood |= candidate.isObject() || counts.isObject() || blocked.isTextual();
    if (counts.isObject()) {
      usage = usage(counts);
    }
    if (candidate.isObject()) {
      candidate(candidate, pieces);
    } else if (blocked.isTextual()) {
      fail(Kind.FILTERED, "the prompt is blocked: " + blocked.textValue(), pieces);
    }
  }

  private void candidate(JsonNode candidate, Consumer<Piece> pieces) {
    for (JsonNode part : candidate.path("content").path("parts")) {
      part(part, pieces);
    }
    List<TokenChance> chances = chances(candidate.path("logprobsResult"));
    if (!chances.isEmpty()) {
      pieces.accept(new Piece.Chances(chances));
    }
    String reason = candidate.path("finishReason").asText("");
    switch (reason) {
      case "", "FINISH_REASON_UNSPECIFIED" -> {}
      case "STOP" -> finish = Finish.STOP;
      case "MAX_TOKENS" -> finish = Finish.LENGTH;
      case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
          finish = Finish.FILTERED;
      default -> {
        if (reason.startsWith("IMAGE_")) {
          finish = Finish.FILTERED;
        } else {
          String more = candidate.path("finishMessage").asText("");
          fail(Kind.SERVER, more.isEmpty() ? reason : reason + ": " + more, pieces);
        }
      }
    }
  }

  private void part(JsonNode part, Consumer<Piece> pieces) {
    JsonNode call = part.path("functionCall");
    if (call.path("name").isTextual()) {
      String name = aliases.name(call.path("name").textValue());
      pieces.accept(new Piece.CallBegun(calls, signatures.keep(part), name));
      pieces.accept(new Piece.CallGoesOn(calls, CallArguments.said(call.path("args"))));
      calls++;
    }
    String text = part.path("text").asText("");
    if (!text.isEmpty()) {
      boolean thought = part.path("thought").asBoolean(false);
      pieces.accept(thought ? new Piece.Thought(text) : new Piece.Text(text));
    }
  }

  private static Usage usage(JsonNode counts) {
    long thinking = counts.path("thoughtsTokenCount").asLong(0);
    JsonNode cached = counts.path("cachedContentTokenCount");
    return new Usage(
        counts.path("promptTokenCount").asLong(0)
            + counts.path("toolUsePromptTokenCount").asLong(0),
        counts.path("candidatesTokenCount").asLong(0) + thinking,
        cached.isNumber() ? cached.asLong() : null,
        counts.path("thoughtsTokenCount").isNumber() ? thinking : null,
        null);
  }

  private static List<TokenChance> chances(JsonNode result) {
    var chances = new ArrayList<TokenChance>();
    JsonNode chosen = result.path("chosenCandidates");
    for (int i = 0; i < chosen.size(); i++) {
      var others = new ArrayList<TokenChance>();
      for (JsonNode other : result.path("topCandidates").path(i).path("candidates")) {
        others.add(chance(other, List.of()));
      }
      chances.add(chance(chosen.path(i), others));
    }
    return chances;
  }

  private static TokenChance chance(JsonNode token, List<TokenChance> others) {
    return new TokenChance(
        token.path("token").asText(""), token.path("logProbability").asDouble(0), null, others);
  }

  /// Nothing more comes.
  ///
  /// @param empty whether nothing came at all
  void over(boolean empty, Consumer<Piece> pieces) {
    if (failed) {
      return;
    }
    if (!understood && !empty) {
      fail(Kind.NONSENSE, "it is no answer of Gemini", pieces);
    } else if (finish == null) {
      fail(Kind.CUT, "the answer ended without a reason", pieces);
    } else {
      Finish why = finish == Finish.STOP && calls > 0 ? Finish.CALLS : finish;
      pieces.accept(new Piece.Finished(why, null));
      if (usage != null) {
        pieces.accept(new Piece.Counted(usage));
      }
    }
  }

  /// Gives up. What was used until then is told, because it costs.
  void fail(Kind kind, String said, Consumer<Piece> pieces) {
    fail(Complaint.of(kind, 200, said), pieces);
  }

  private void fail(Complaint complaint, Consumer<Piece> pieces) {
    if (!failed) {
      failed = true;
      if (usage != null) {
        pieces.accept(new Piece.Counted(usage));
      }
      pieces.accept(new Piece.Failed(complaint));
    }
  }

  boolean hasFailed() {
    return failed;
  }
}
