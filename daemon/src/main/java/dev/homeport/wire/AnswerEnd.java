package dev.homeport.wire;

import org.jspecify.annotations.Nullable;

/// Watches the body of one answer go by, and knows at its end whether it is whole.
public interface AnswerEnd {
  /// A piece that goes by; it must not be kept.
  void saw(byte[] piece, int offset, int length);

  /// What is missing from the answer if it ends here; nothing when it is whole.
  @Nullable String missing();

  /// The watch of an answer whose framing alone says where it ends.
  static AnswerEnd whole() {
    return Framed.WHOLE;
  }
}
