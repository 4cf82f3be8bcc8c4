package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The list of models, as far as each provider describes them.
public final class ModelList {
  /// Where providers say how long a context may be: OpenRouter and Together, vLLM, Groq, Mistral,
  /// LM Studio.
  private static final List<String> CONTEXTS =
      List.of(
          "context_length",
          "max_model_len",
          "context_window",
          "max_context_length",
          "loaded_context_length");

  private static final long LATEST = 100_000_000_000L;

  private ModelList() {}

  /// The models of this list, nothing where it is none.
  public static Optional<List<ModelCard>> of(byte[] body) {
    JsonNode read = Json.readOrMissing(body, 0, body.length);
    JsonNode list = read.isArray() ? read : read.path("data");
    if (!list.isArray()) {
      boolean empty = read.path("object").asText().equals("list") && list.isNull();
      return empty ? Optional.of(List.of()) : Optional.empty();
    }
    var cards = new ArrayList<ModelCard>(list.size());
    for (JsonNode model : list) {
      String name = model.path("id").asText("");
      boolean gone = model.path("active").isBoolean() && !model.path("active").booleanValue();
      if (!name.isEmpty() && !gone) {
        cards.add(card(name, model));
      }
    }
    return Optional.of(List.copyOf(cards));
  }

  private static ModelCard card(String name, JsonNode model) {
    JsonNode created = model.path("created");
    boolean known = created.isNumber() && created.asLong() > 0 && created.asLong() < LATEST;
    return new ModelCard(
        name,
        capabilities(model),
        context(model),
        0,
        "",
        known ? Instant.ofEpochSecond(created.asLong()) : null,
        ModelCard.Details.UNKNOWN,
        null);
  }

  private static @Nullable Integer context(JsonNode model) {
    for (String name : CONTEXTS) {
      if (model.path(name).canConvertToInt() && model.path(name).asInt() > 0) {
        return model.path(name).asInt();
      }
    }
    JsonNode loaded = model.path("meta").path("n_ctx");
    return loaded.canConvertToInt() && loaded.asInt() > 0 ? (Integer) loaded.asInt() : null;
  }

  private static @Nullable Set<Capability> capabilities(JsonNode model) {
    if (model.path("supported_parameters").isArray()) {
      return ofParameters(model);
    }
    if (model.path("capabilities").isObject()) {
      return ofFlags(model.path("capabilities"));
    }
    return switch (model.path("type").asText("")) {
      case "embedding", "embeddings" -> Set.of(Capability.EMBEDDING);
      case "image" -> Set.of(Capability.IMAGE);
      default -> null;
    };
  }

  /// As OpenRouter describes models.
  private static Set<Capability> ofParameters(JsonNode model) {
    var can = EnumSet.noneOf(Capability.class);
    JsonNode parameters = model.path("supported_parameters");
    JsonNode architecture = model.path("architecture");
    JsonNode out = architecture.path("output_modalities");
    add(can, Capability.COMPLETION, !out.isArray() || out.isEmpty() || has(out, "text"));
    add(can, Capability.IMAGE, has(out, "image"));
    add(can, Capability.EMBEDDING, has(out, "embeddings") || has(out, "embedding"));
    add(can, Capability.TOOLS, has(parameters, "tools"));
    add(can, Capability.THINKING, has(parameters, "reasoning"));
    add(can, Capability.VISION, has(architecture.path("input_modalities"), "image"));
    add(can, Capability.AUDIO, has(architecture.path("input_modalities"), "audio"));
    return can;
  }

  /// As Mistral describes them.
  private static Set<Capability> ofFlags(JsonNode flags) {
    var can = EnumSet.noneOf(Capability.class);
    add(can, Capability.COMPLETION, flags.path("completion_chat").asBoolean());
    add(can, Capability.TOOLS, flags.path("function_calling").asBoolean());
    add(can, Capability.VISION, flags.path("vision").asBoolean());
    add(can, Capability.AUDIO, flags.path("audio").asBoolean());
    add(can, Capability.THINKING, flags.path("reasoning").asBoolean());
    return can;
  }

  private static void add(Set<Capability> can, Capability capability, boolean really) {
    if (really) {
      can.add(capability);
    }
  }

  private static boolean has(JsonNode list, String word) {
    for (JsonNode each : list) {
      if (each.asText("").equals(word)) {
        return true;
      }
    }
    return false;
  }
}
