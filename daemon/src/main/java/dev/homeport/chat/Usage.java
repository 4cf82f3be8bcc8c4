package dev.homeport.chat;

import org.jspecify.annotations.Nullable;

/// What an answer used, in tokens.
///
/// @param prompt all of the prompt, cached or not
/// @param answer all of the answer, its thinking included
/// @param cached how much of the prompt was in a cache
/// @param thinking how much of the answer was thinking
/// @param cost what the provider charged, in dollars
public record Usage(
    long prompt,
    long answer,
    @Nullable Long cached,
    @Nullable Long thinking,
    @Nullable Double cost) {
  /// A plain count.
  public static Usage of(long prompt, long answer) {
    return new Usage(prompt, answer, null, null, null);
  }

  /// Both together.
  public long total() {
    return prompt + answer;
  }
}
