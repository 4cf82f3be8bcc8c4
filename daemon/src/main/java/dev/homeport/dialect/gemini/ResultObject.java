package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Message;
import dev.homeport.wire.json.Json;

/// What a tool gave back as the object that Gemini wants: itself where it is one, else the text
/// under a name.
final class ResultObject {
  /// Deeper ones are refused, as are names that look like references.
  private static final int DEEPEST = 30;

  private ResultObject() {}

  static ObjectNode of(Message.Result result) {
    String text = result.text();
    if (result.failed()) {
      return Json.object().put("error", text);
    }
    try {
      if (Json.read(text) instanceof ObjectNode object && isHarmless(object, DEEPEST)) {
        return object;
      }
    } catch (JsonProcessingException _) {
      // It is a text.
    }
    return Json.object().put("result", text);
  }

  private static boolean isHarmless(JsonNode node, int deep) {
    if (deep == 0) {
      return false;
    }
    for (var field : node.properties()) {
      if (field.getKey().startsWith("$")) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (child.isContainerNode() && !isHarmless(child, deep - 1)) {
        return false;
      }
    }
    return true;
  }
}
