package dev.homeport.dialect.openai.write;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Estimate;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.wire.frame.Bytes;
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

  /// Appends what was used: as it was counted, else an estimate, because clients need some number.
  Bytes usage(Bytes out) {
    Usage used = usage;
    if (used == null) {
      used = Usage.of(request.estimatedTokens(), Estimate.tokens(units));
    }
    out.append("{\"prompt_tokens\":").number(used.prompt());
    out.append(",\"completion_tokens\":").number(used.answer());
    out.append(",\"total_tokens\":").number(used.total());
    Long cached = used.cached();
    if (cached != null) {
      out.append(",\"prompt_tokens_details\":{\"cached_tokens\":").number(cached).append("}");
    }
    Long thinking = used.thinking();
    if (thinking != null) {
      out.append(",\"completion_tokens_details\":{\"reasoning_tokens\":").number(thinking);
      out.append("}");
    }
    return out.append("}");
  }
}
