package dev.homeport.wire;

import org.jspecify.annotations.Nullable;

/// Whole as soon as its framing is.
enum Framed implements AnswerEnd {
  WHOLE;

  @Override
  public void saw(byte[] piece, int offset, int length) {}

  @Override
  public @Nullable String missing() {
    return null;
  }
}
