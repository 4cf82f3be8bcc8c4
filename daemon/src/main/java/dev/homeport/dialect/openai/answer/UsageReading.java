package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Usage;
import org.jspecify.annotations.Nullable;

/// What was used, in all the places where it is said: `usage` of a chunk or of a choice, Groq's
/// `x_groq.usage`.
final class UsageReading {
  private UsageReading() {}

  /// Nothing where this says nothing of it.
  ///
  /// @param cost whether `cost` is a price in dollars
  static @Nullable Usage of(JsonNode at, boolean cost) {
    JsonNode usage = at.path("usage");
    if (!usage.isObject()) {
      usage = at.path("x_groq").path("usage");
    }
    return counts(usage, cost);
  }

  /// What these counts say, nothing where there are none.
  static @Nullable Usage counts(JsonNode usage, boolean cost) {
    if (!usage.has("prompt_tokens") && !usage.has("completion_tokens")) {
      return null;
    }
    long prompt = Math.max(0, usage.path("prompt_tokens").asLong());
    long answer = Math.max(0, usage.path("completion_tokens").asLong());
    Long thinking =
        first(
            usage.path("completion_tokens_details").path("reasoning_tokens"),
            usage.path("reasoning_tokens"));
    // xAI counts thinking apart from the answer.
    if (thinking != null && usage.path("total_tokens").asLong() == prompt + answer + thinking) {
      answer += thinking;
    }
    Long cached =
        first(
            usage.path("prompt_tokens_details").path("cached_tokens"),
            usage.path("prompt_cache_hit_tokens"),
            usage.path("cached_tokens"));
    JsonNode price = usage.path("cost");
    return new Usage(
        prompt, answer, cached, thinking, cost && price.isNumber() ? price.asDouble() : null);
  }

  private static @Nullable Long first(JsonNode... places) {
    for (JsonNode place : places) {
      if (place.isNumber() && place.asLong() >= 0) {
        return place.asLong();
      }
    }
    return null;
  }
}
