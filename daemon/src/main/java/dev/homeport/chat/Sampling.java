package dev.homeport.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the answer's tokens are chosen, and when it is over. Whatever is `null` was not said.
///
/// @param maxTokens how long the answer may be
/// @param stop texts that end it
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Double minP,
    @Nullable Double presencePenalty,
    @Nullable Double frequencyPenalty,
    @Nullable Double repeatPenalty,
    @Nullable Long seed,
    @Nullable Long maxTokens,
    List<String> stop) {
  /// Nothing said.
  public static final Sampling UNSAID =
      new Sampling(null, null, null, null, null, null, null, null, null, List.of());
}
