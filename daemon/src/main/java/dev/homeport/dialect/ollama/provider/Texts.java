package dev.homeport.dialect.ollama.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homeport.wire.json.Json;

/// JSON that passed through the conversation as text, on its way out as JSON again.
final class Texts {
  private Texts() {}

  /// The value that the text is. What is no JSON goes out as a string, which the other side refuses
  /// in its own words.
  static JsonNode parsed(String text) {
    try {
      JsonNode value = Json.read(text);
      return value.isMissingNode() ? TextNode.valueOf(text) : value;
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(text);
    }
  }
}
