package dev.homeport.dialect.openai.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.json.Json;

/// JSON that only passes through, kept as text until it goes into another body.
final class Remembered {
  private Remembered() {}

  /// The text as a value. What is no JSON after all is an empty object.
  static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException _) {
      return Json.object();
    }
  }
}
