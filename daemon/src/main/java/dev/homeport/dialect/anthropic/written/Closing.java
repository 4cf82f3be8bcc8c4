package dev.homeport.dialect.anthropic.written;

import dev.homeport.chat.Estimate;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// What an answer says of itself at its end: why it is over and what was used.
///
/// The API wants both counts always (clients.md 6). Where nobody counted, they are estimated.
final class Closing {
  private final long estimatedPrompt;
  private long said;
  private boolean called;
  private boolean refused;
  private Piece.Finished finished = new Piece.Finished(Finish.STOP, null);
  private @Nullable Usage usage;

  Closing(long estimatedPrompt) {
    this.estimatedPrompt = estimatedPrompt;
  }

  void saw(Piece piece) {
    switch (piece) {
      case Piece.Text(String text) -> said += text.length();
      case Piece.Thought(String text) -> said += text.length();
      case Piece.Refusal(String text) -> {
        refused = true;
        said += text.length();
      }
      case Piece.CallBegun _ -> called = true;
      case Piece.CallGoesOn(_, String fragment) -> said += fragment.length();
      case Piece.Finished end -> finished = end;
      case Piece.Counted(Usage counted) -> usage = counted;
      case Piece.Chances _, Piece.Failed _ -> {}
    }
  }

  /// The fields `stop_reason` and `stop_sequence`.
  void reason(Bytes out) {
    String stop = finished.stop();
    String reason =
        switch (finished.finish()) {
          case LENGTH -> "max_tokens";
          case FILTERED -> "refusal";
          // A call makes it so, whatever the provider says (wire.md G.17).
          case STOP, CALLS -> {
            if (called) {
              yield "tool_use";
            }
            yield refused ? "refusal" : stop != null ? "stop_sequence" : "end_turn";
          }
        };
    out.append("\"stop_reason\":").quoted(reason).append(",\"stop_sequence\":");
    if (stop != null && reason.equals("stop_sequence")) {
      out.quoted(stop);
    } else {
      out.append("null");
    }
  }

  /// The object of the counts. What was cached is counted apart from the rest of the prompt.
  void usage(Bytes out) {
    Usage counted = usage;
    if (counted == null) {
      counts(out, estimatedPrompt, 0, Estimate.tokens(said));
    } else {
      Long known = counted.cached();
      long cached = known == null ? 0 : Math.min(known, counted.prompt());
      counts(out, counted.prompt() - cached, cached, counted.answer());
    }
  }

  /// The same before anything is said.
  void usageSoFar(Bytes out) {
    counts(out, estimatedPrompt, 0, 0);
  }

  private static void counts(Bytes out, long prompt, long cached, long answer) {
    out.append("{\"input_tokens\":")
        .number(prompt)
        .append(",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":")
        .number(cached)
        .append(",\"output_tokens\":")
        .number(answer)
        .append("}");
  }
}
