package dev.homeport.front;

import dev.homeport.upstream.Answer;
import org.jspecify.annotations.Nullable;

/// Watches the body of one answer go by, and knows at its end whether it is whole.
public interface AnswerEnd {
  /// Makes the watch for an answer whose head is here.
  interface Maker {
    /// The watch for this answer.
    AnswerEnd of(Answer answer);
  }

  /// A piece that goes by; it must not be kept.
  void saw(byte[] piece, int offset, int length);

  /// What is missing from the answer if it ends here; nothing when it is whole.
  @Nullable String missing();
}
