package dev.homeport.dialect.openai.write;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Estimate;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import org.jspecify.annotations.Nullable;

/// What is known of an answer only at its end.
final class Ending {
  private final ChatRequest request;
  private Finish finish = Finish.STOP;
  private @Nullable Usage usage;
  private boolean called;
  private long units;

  Ending(ChatRequest request) {
    this.request = request;
  }

  /// Looks at another piece.
  void see(Piece piece) {
    switch (piece) {
      case Piece.Text(String text) -> units += text.length();
      case Piece.Thought(String text) -> units += text.length();
      case Piece.Refusal(String text) -> units += text.length();
      case Piece.CallBegun(_, _, String tool) -> {
        called = true;
        units += tool.length();
      }
      case Piece.CallGoesOn(_, String fragment) -> units += fragment.length();
      case Piece.Finished(var why, _) -> finish = why;
      case Piece.Counted(var counted) -> usage = counted;
      case Piece.Chances _, Piece.Failed _ -> {}
    }
  }

  /// Why it is over. An answer with calls waits for their results, whatever its provider called
  /// that (wire.md G.17).
  ///
  /// @param calls the word for that
  String reason(String calls) {
    return switch (finish) {
      case STOP -> called ? calls : "stop";
      case CALLS -> called ? calls : "stop";
      case LENGTH -> "length";
      case FILTERED -> "content_filter";
    };
  }

  /// What was used: as it was counted, else an estimate, because clients need some number.
  Usage usage() {
    Usage used = usage;
    return used != null ? used : Usage.of(request.estimatedTokens(), Estimate.tokens(units));
  }
}
