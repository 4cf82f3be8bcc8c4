package dev.homeport.chat;

import org.jspecify.annotations.Nullable;

/// How many tokens a text has, roughly: nobody but the model's own tokenizer knows.
public final class Estimate {
  private static final int BYTES_PER_TOKEN = 4;

  /// What one picture costs, about.
  static final long PICTURE = 1_000L * BYTES_PER_TOKEN;

  private Estimate() {}

  /// The tokens of so many bytes of text.
  public static long tokens(long bytes) {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  /// The bytes a text has in UTF-8, without writing it.
  static long bytes(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
      }
    }
    return bytes;
  }
}
