package dev.homeport.wire;

import org.jspecify.annotations.Nullable;

/// Watches the body of one answer go by, and knows at its end whether it is whole.
public interface AnswerEnd {
  /// A piece that goes by; it must not be kept.
  void saw(byte[] piece, int offset, int length);

  /// What is missing from the answer if it ends here; nothing when it is whole.
  @Nullable String missing();

  /// How many tokens the prompt has, as the answer says; negative where it does not say, or not
  /// yet.
  default long prompt() {
    return -1;
  }

  /// How many tokens the answer has, as it says itself; negative likewise.
  default long answer() {
    return -1;
  }

  /// How many objects or events went by. In an answer that comes as it is made, each is about a
  /// token.
  default long pieces() {
    return 0;
  }

  /// The watch of an answer whose framing alone says where it ends.
  static AnswerEnd whole() {
    return Framed.WHOLE;
  }
}
