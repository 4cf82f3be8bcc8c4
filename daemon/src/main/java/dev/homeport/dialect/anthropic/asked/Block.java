package dev.homeport.dialect.anthropic.asked;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Part;
import dev.homeport.wire.json.Json;

/// The blocks that turns consist of.
final class Block {
  private Block() {}

  /// Adds what is said and shown; a text of nothing but blanks would be refused.
  static void show(Part part, ArrayNode into) {
    switch (part) {
      case Part.Text(String said) -> {
        if (!said.isBlank()) {
          into.add(text(said));
        }
      }
      case Part.Picture picture -> into.add(image(picture));
      case Part.Sound _, Part.Thought _, Part.Call _ -> {}
    }
  }

  static ObjectNode text(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  static ObjectNode call(String id, Part.Call call) {
    JsonNode arguments = parsed(call.arguments());
    return Json.object()
        .put("type", "tool_use")
        .put("id", id)
        .put("name", call.tool())
        .set("input", arguments.isObject() ? arguments : Json.object());
  }

  static ObjectNode result(String id, ArrayNode shown, boolean failed) {
    ObjectNode block = Json.object().put("type", "tool_result").put("tool_use_id", id);
    if (!shown.isEmpty()) {
      block.set("content", shown);
    }
    return failed ? block.put("is_error", true) : block;
  }

  private static ObjectNode image(Part.Picture picture) {
    String mime = picture.mime().isEmpty() ? guessed(picture.base64()) : picture.mime();
    ObjectNode source =
        Json.object().put("type", "base64").put("media_type", mime).put("data", picture.base64());
    return Json.object().put("type", "image").set("source", source);
  }

  /// The type of a picture by what its bytes begin with.
  private static String guessed(String base64) {
    if (base64.startsWith("/9j/")) {
      return "image/jpeg";
    }
    if (base64.startsWith("R0lGOD")) {
      return "image/gif";
    }
    return base64.startsWith("UklGR") ? "image/webp" : "image/png";
  }

  /// What a text says as JSON; an empty object where it is none.
  static JsonNode parsed(String json) {
    try {
      return Json.read(json);
    } catch (JsonProcessingException _) {
      return Json.object();
    }
  }
}
