package dev.homeport.dialect.openai.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Sampling;
import dev.homeport.dialect.openai.preset.Quirk;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How tokens are to be chosen. What a provider has no field for is left out, never refused
/// (wire.md G.13).
final class SamplingWriting {
  private SamplingWriting() {}

  /// @param refused whether the model refuses all but limits, seed and stop texts
  static void write(Sampling sampling, boolean refused, Set<Quirk> quirks, ObjectNode body) {
    if (!refused) {
      put(body, "temperature", sampling.temperature());
      put(body, "top_p", sampling.topP());
      put(body, "presence_penalty", sampling.presencePenalty());
      put(body, "frequency_penalty", sampling.frequencyPenalty());
    }
    boolean own = quirks.contains(Quirk.REPEAT_PENALTY);
    if (own || quirks.contains(Quirk.TOP_K_MIN_P)) {
      if (sampling.topK() != null) {
        body.put("top_k", sampling.topK());
      }
      put(body, "min_p", sampling.minP());
      put(body, own ? "repeat_penalty" : "repetition_penalty", sampling.repeatPenalty());
    }
    if (sampling.seed() != null) {
      body.put(quirks.contains(Quirk.RANDOM_SEED) ? "random_seed" : "seed", sampling.seed());
    }
    if (sampling.maxTokens() != null) {
      body.put(
          quirks.contains(Quirk.COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens",
          sampling.maxTokens());
    }
    if (!sampling.stop().isEmpty()) {
      sampling.stop().forEach(body.putArray("stop")::add);
    }
  }

  private static void put(ObjectNode body, String name, @Nullable Double value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
