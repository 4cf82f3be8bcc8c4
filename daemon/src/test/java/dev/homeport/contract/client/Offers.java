package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked.Offer;

/// How tools are offered.
final class Offers {
  private Offers() {}

  /// As Ollama and OpenAI's chat completions have it.
  static void nested(Offer offer, ObjectNode into) {
    flat(offer, "parameters", into.put("type", "function").putObject("function"));
  }

  /// Name, description and schema side by side.
  static void flat(Offer offer, String schema, ObjectNode into) {
    into.put("name", offer.name()).put("description", offer.description());
    JsonNode parameters = offer.parameters();
    if (parameters != null) {
      into.set(schema, parameters);
    }
  }
}
