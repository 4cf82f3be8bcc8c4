package dev.homeport.dialect.anthropic.passed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.anthropic.asked.CallIds;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What another provider left in a conversation that Anthropic would refuse: thoughts without its
/// seal, and ids that are not legal there (wire.md G.19, G.29).
final class History {
  private static final List<String> IDS = List.of("id", "tool_use_id");

  private History() {}

  /// Whether there is any of it.
  static boolean isForeign(List<Message> messages) {
    for (Message message : messages) {
      for (Part part : message.parts()) {
        boolean foreign =
            switch (part) {
              case Part.Thought(_, String seal) -> seal == null || seal.isEmpty();
              case Part.Call(String id, _, _) -> !CallIds.plain(id).equals(id);
              case Part.Text _, Part.Picture _, Part.Sound _ -> false;
            };
        if (foreign) {
          return true;
        }
      }
    }
    return false;
  }

  /// The body without it. Where the last turn of the model lost its thoughts, thinking on a budget
  /// is given up for this once: it must go on from them.
  static JsonNode cleaned(JsonNode body, String model) {
    if (!(body instanceof ObjectNode object)) {
      return body;
    }
    object.put("model", model);
    object.put("stream", true);
    object.remove("thread");
    boolean lost = false;
    Iterator<JsonNode> messages = object.path("messages").iterator();
    while (messages.hasNext()) {
      JsonNode message = messages.next();
      ArrayNode content = message.path("content") instanceof ArrayNode list ? list : null;
      if (content == null) {
        continue;
      }
      boolean some = removed(content);
      if (message.path("role").asText().equals("assistant")) {
        lost = some;
      }
      if (some && content.isEmpty()) {
        messages.remove();
      }
    }
    if (lost && object.path("thinking").path("type").asText().equals("enabled")) {
      object.remove("thinking");
    }
    return object;
  }

  /// Takes unsealed thoughts out of the content and makes its ids legal.
  private static boolean removed(ArrayNode content) {
    boolean removed = false;
    Iterator<JsonNode> blocks = content.iterator();
    while (blocks.hasNext()) {
      JsonNode block = blocks.next();
      if (block.path("type").asText().equals("thinking")
          && block.path("signature").asText("").isEmpty()) {
        blocks.remove();
        removed = true;
      } else if (block instanceof ObjectNode object) {
        IDS.forEach(name -> legalize(object, name));
      }
    }
    return removed;
  }

  private static void legalize(ObjectNode block, String name) {
    @Nullable String id = block.path(name).textValue();
    if (id != null) {
      block.put(name, CallIds.plain(id));
    }
  }
}
