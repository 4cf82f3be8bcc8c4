package dev.homeport.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts to make vectors of.
///
/// @param dimensions how long a vector shall be
/// @param truncate whether texts that are too long may be cut
public record EmbeddingRequest(
    Api api,
    String model,
    List<String> inputs,
    @Nullable Integer dimensions,
    @Nullable Boolean truncate,
    @Nullable String user) {
  /// About how many tokens the texts have together, where nobody counts them.
  public long estimatedTokens() {
    return Estimate.tokens(inputs.stream().mapToLong(Estimate::bytes).sum());
  }
}
