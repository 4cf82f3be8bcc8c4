package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the list of models. It says which can chat, which make vectors and which think; that those
/// called Gemini see, hear and call tools is common knowledge.
final class ModelList {
  private static final String PREFIX = "models/";

  private ModelList() {}

  static Optional<List<ModelCard>> read(byte[] body) {
    JsonNode list = Json.readOrMissing(body, 0, body.length).path("models");
    if (!list.isArray()) {
      return Optional.empty();
    }
    var cards = new ArrayList<ModelCard>();
    for (JsonNode model : list) {
      String name = model.path("name").asText("");
      if (name.startsWith(PREFIX)) {
        name = name.substring(PREFIX.length());
      }
      Set<Capability> capabilities = capabilities(name, model);
      if (!name.isEmpty() && !capabilities.isEmpty()) {
        cards.add(card(name, capabilities, model.path("inputTokenLimit").asInt(0)));
      }
    }
    return Optional.of(cards);
  }

  private static ModelCard card(String name, Set<Capability> capabilities, int context) {
    return new ModelCard(
        name,
        capabilities,
        context > 0 ? context : null,
        0,
        "",
        null,
        ModelCard.Details.UNKNOWN,
        null);
  }

  private static Set<Capability> capabilities(String name, JsonNode model) {
    var methods = new HashSet<String>();
    model.path("supportedGenerationMethods").forEach(method -> methods.add(method.asText()));
    var can = EnumSet.noneOf(Capability.class);
    if (methods.contains("embedContent")) {
      can.add(Capability.EMBEDDING);
    }
    if (methods.contains("generateContent") && !name.contains("tts") && !name.contains("audio")) {
      can.add(Capability.COMPLETION);
      if (name.startsWith("gemini-")) {
        can.add(Capability.VISION);
        can.add(Capability.AUDIO);
        can.add(name.contains("image") ? Capability.IMAGE : Capability.TOOLS);
      } else if (name.startsWith("gemma-")) {
        can.add(Capability.VISION);
      }
      if (model.path("thinking").asBoolean(false)) {
        can.add(Capability.THINKING);
      }
    }
    return can;
  }
}
