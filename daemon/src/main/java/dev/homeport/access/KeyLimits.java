package dev.homeport.access;

import org.jspecify.annotations.Nullable;

/// How much a key may ask; nothing where there is no limit.
///
/// @param requestsPerMinute in the long run; a whole minute's worth may come at once
/// @param tokensPerMinute of prompts and answers together, likewise
/// @param concurrent how many requests may be under way together
public record KeyLimits(
    @Nullable Integer requestsPerMinute,
    @Nullable Integer tokensPerMinute,
    @Nullable Integer concurrent) {
  /// The largest number of requests that can be said, in a minute or at once.
  public static final int MOST = 1_000_000;

  /// The largest number of tokens that can be said.
  public static final int MOST_TOKENS = 1_000_000_000;

  /// No limit at all.
  public static final KeyLimits NONE = new KeyLimits(null, null, null);

  public KeyLimits {
    if ((requestsPerMinute != null && requestsPerMinute < 1)
        || (tokensPerMinute != null && tokensPerMinute < 1)
        || (concurrent != null && concurrent < 1)) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }
}
