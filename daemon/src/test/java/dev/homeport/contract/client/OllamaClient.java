package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What both of Ollama's own calls have in common.
abstract sealed class OllamaClient implements ClientVoice
    permits OllamaChatClient, OllamaGenerateClient {
  static final Knobs KNOBS =
      new Knobs(
          Map.of(
              "temperature", "temperature",
              "top_p", "top_p",
              "top_k", "top_k",
              "min_p", "min_p",
              "presence_penalty", "presence_penalty",
              "frequency_penalty", "frequency_penalty",
              "repeat_penalty", "repeat_penalty",
              "seed", "seed",
              "max_tokens", "num_predict",
              "stop", "stop"));

  /// The fields around the conversation. A client that streams says nothing about it, because that
  /// is what Ollama does (trap 8, H8).
  static void wishes(Asked asked, ObjectNode body) {
    if (!asked.stream()) {
      body.put("stream", false);
    }
    ObjectNode options = Nodes.object();
    KNOBS.write(asked, options);
    if (!options.isEmpty()) {
      body.set("options", options);
    }
    Asked.Shape shape = asked.shape();
    if (shape != null) {
      body.set("format", shape.schema() == null ? TextNode.valueOf("json") : shape.schema());
    }
    JsonNode think = think(asked.think());
    if (think != null) {
      body.set("think", think);
    }
    Integer chances = asked.chances();
    if (chances != null) {
      body.put("logprobs", true);
      if (chances > 0) {
        body.put("top_logprobs", chances);
      }
    }
  }

  private static @Nullable JsonNode think(@Nullable String think) {
    return switch (think) {
      case null -> null;
      case "on" -> BooleanNode.TRUE;
      case "off" -> BooleanNode.FALSE;
      default -> TextNode.valueOf(think);
    };
  }

  @Override
  public String type(boolean stream) {
    return stream ? "application/x-ndjson" : "application/json";
  }
}
