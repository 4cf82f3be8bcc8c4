package dev.homeport.dialect.anthropic.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an answer says of its own end: the reason and the counts, which come in several places.
public final class Ending {
  private Piece.@Nullable Finished finished;
  private boolean counted;
  private long fresh;
  private long written;
  private long cached;
  private long answer;

  /// Takes `stop_reason` and `stop_sequence` of this object.
  void reason(JsonNode from) {
    if (!from.path("stop_reason").isTextual()) {
      return;
    }
    finished =
        switch (from.path("stop_reason").textValue()) {
          case "max_tokens", "model_context_window_exceeded" ->
              new Piece.Finished(Finish.LENGTH, null);
          case "tool_use" -> new Piece.Finished(Finish.CALLS, null);
          case "refusal" -> new Piece.Finished(Finish.FILTERED, null);
          case "stop_sequence" ->
              new Piece.Finished(Finish.STOP, from.path("stop_sequence").textValue());
          default -> new Piece.Finished(Finish.STOP, null);
        };
  }

  /// Takes the counts of this `usage`: what is told again is told in full.
  public void usage(JsonNode usage) {
    if (usage.isObject()) {
      counted = true;
      fresh = count(usage, "input_tokens", fresh);
      written = count(usage, "cache_creation_input_tokens", written);
      cached = count(usage, "cache_read_input_tokens", cached);
      answer = count(usage, "output_tokens", answer);
    }
  }

  private static long count(JsonNode usage, String name, long before) {
    JsonNode told = usage.path(name);
    return told.canConvertToInt() && told.intValue() >= 0 ? told.intValue() : before;
  }

  /// What was used so far, where anything was told.
  public @Nullable Usage usage() {
    return counted ? new Usage(fresh + written + cached, answer, cached, null, null) : null;
  }

  /// Says it, or that the answer has no end.
  void tell(Consumer<Piece> pieces) {
    if (finished == null) {
      fail(Complaints.cut(), pieces);
    } else {
      count(pieces);
      pieces.accept(finished);
    }
  }

  /// Says that the answer failed. What it used until then costs all the same.
  void fail(Complaint complaint, Consumer<Piece> pieces) {
    count(pieces);
    pieces.accept(new Piece.Failed(complaint));
  }

  private void count(Consumer<Piece> pieces) {
    Usage usage = usage();
    if (usage != null) {
      pieces.accept(new Piece.Counted(usage));
    }
  }
}
