package dev.homeport.dialect.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.json.Json;

/// The arguments of a call where an API wants an object and not a text (wire.md G.16).
public final class Arguments {
  private Arguments() {}

  /// The object that the text says, be it quoted once too often; an empty one where it says none.
  public static ObjectNode object(String text) {
    JsonNode said = read(text);
    if (said.isTextual()) {
      said = read(said.textValue());
    }
    return said instanceof ObjectNode object ? object : Json.object();
  }

  /// The text of what should be an object.
  public static String text(JsonNode said) {
    return Json.text(said.isObject() ? said : object(said.asText()));
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException _) {
      return Json.object();
    }
  }
}
