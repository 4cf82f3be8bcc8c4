package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Sampling;
import dev.homeport.wire.json.Json;
import java.util.List;

/// Writes what a client said of the answer it wants, and nothing that it did not say.
final class GenerationConfig {
  /// How many texts may end an answer.
  static final int MOST_STOPS = 5;

  private static final int MOST_CHANCES = 20;

  private GenerationConfig() {}

  /// Puts it into the body of a request, where there is anything.
  static void write(ChatRequest request, Generation generation, ObjectNode body) {
    var config = Json.object();
    write(request.sampling(), config);
    write(request.format(), config);
    Integer chances = request.topLogprobs();
    if (chances != null) {
      config.put("responseLogprobs", true);
      if (chances > 0) {
        config.put("logprobs", Math.min(chances, MOST_CHANCES));
      }
    }
    if (request.reasoning() != null) {
      ObjectNode thinking = ThinkingWish.of(request.reasoning(), generation);
      if (thinking != null) {
        config.set("thinkingConfig", thinking);
      }
    }
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
  }

  /// The texts that end the answer, each once.
  static List<String> stops(Sampling sampling) {
    return sampling.stop().stream().filter(text -> !text.isEmpty()).distinct().toList();
  }

  private static void write(Sampling sampling, ObjectNode config) {
    if (sampling.temperature() != null) {
      config.put("temperature", sampling.temperature());
    }
    if (sampling.topP() != null) {
      config.put("topP", sampling.topP());
    }
    if (sampling.topK() != null && sampling.topK() > 0) {
      config.put("topK", sampling.topK());
    }
    if (sampling.maxTokens() != null && sampling.maxTokens() > 0) {
      config.put("maxOutputTokens", Math.min(sampling.maxTokens(), Integer.MAX_VALUE));
    }
    List<String> stops = stops(sampling);
    if (!stops.isEmpty()) {
      ArrayNode list = config.putArray("stopSequences");
      stops.forEach(list::add);
    }
    if (sampling.seed() != null) {
      config.put("seed", seed(sampling.seed()));
    }
    if (sampling.presencePenalty() != null) {
      config.put("presencePenalty", sampling.presencePenalty());
    }
    if (sampling.frequencyPenalty() != null) {
      config.put("frequencyPenalty", sampling.frequencyPenalty());
    }
  }

  /// The API takes 32 bits: a longer seed is folded, so that the same one stays the same.
  private static int seed(long seed) {
    return (int) seed == seed ? (int) seed : Long.hashCode(seed);
  }

  private static void write(Format format, ObjectNode config) {
    switch (format) {
      case Format.Free _ -> {}
      case Format.Json _ -> config.put("responseMimeType", "application/json");
      case Format.Schema(_, String text, _) -> {
        config.put("responseMimeType", "application/json");
        JsonNode schema = Declarations.schema(text);
        if (schema != null) {
          config.set("responseJsonSchema", schema);
        }
      }
    }
  }
}
