package dev.homeport.dialect.responses.written;

import dev.homeport.chat.Estimate;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Why an answer is over and what it used; where nobody counted, an estimate.
final class Tally {
  private final long estimatedPrompt;
  private long said;
  private Finish finish = Finish.STOP;
  private @Nullable Usage usage;

  Tally(long estimatedPrompt) {
    this.estimatedPrompt = estimatedPrompt;
  }

  void saw(Piece piece) {
    switch (piece) {
      case Piece.Text(String text) -> said += text.length();
      case Piece.Thought(String text) -> said += text.length();
      case Piece.Refusal(String text) -> said += text.length();
      case Piece.CallGoesOn(_, String fragment) -> said += fragment.length();
      case Piece.Finished(Finish why, _) -> finish = why;
      case Piece.Counted(Usage counted) -> usage = counted;
      case Piece.CallBegun _, Piece.Chances _, Piece.Failed _ -> {}
    }
  }

  /// Why the answer is not complete although it is over; nothing where it is.
  @Nullable String incompleteness() {
    return switch (finish) {
      case STOP, CALLS -> null;
      case LENGTH -> "max_output_tokens";
      case FILTERED -> "content_filter";
    };
  }

  /// The object of the counts.
  Bytes usage() {
    Usage counted = usage == null ? Usage.of(estimatedPrompt, Estimate.tokens(said)) : usage;
    return new Bytes()
        .append("{\"input_tokens\":")
        .number(counted.prompt())
        .append(",\"input_tokens_details\":{\"cached_tokens\":")
        .number(counted.cached() == null ? 0 : counted.cached())
        .append("},\"output_tokens\":")
        .number(counted.answer())
        .append(",\"output_tokens_details\":{\"reasoning_tokens\":")
        .number(counted.thinking() == null ? 0 : counted.thinking())
        .append("},\"total_tokens\":")
        .number(counted.total())
        .append("}");
  }
}
