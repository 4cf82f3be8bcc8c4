package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;

/// OpenRouter's `reasoning_details`, put together again: the fragments of one detail follow one
/// another and have its index and its type.
final class Details {
  private static final int MOST = 256;
  private static final int LONGEST = 64 * 1024;
  private static final List<String> FRAGMENTS = List.of("text", "summary", "data");

  private final List<ObjectNode> details = new ArrayList<>();
  private int units;

  void take(JsonNode fragments) {
    for (JsonNode fragment : fragments) {
      if (fragment instanceof ObjectNode given && details.size() < MOST && units < LONGEST) {
        add(given);
      }
    }
  }

  private void add(ObjectNode given) {
    ObjectNode last = details.isEmpty() ? Json.object() : details.getLast();
    for (String name : FRAGMENTS) {
      units += given.path(name).asText("").length();
    }
    boolean goesOn =
        !details.isEmpty()
            && given.path("type").equals(last.path("type"))
            && given.path("index").equals(last.path("index"))
            && given.has("index");
    if (!goesOn) {
      details.add(given.deepCopy());
      return;
    }
    for (var field : given.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (FRAGMENTS.contains(name) && value.isTextual()) {
        last.put(name, last.path(name).asText("") + value.textValue());
      } else if (!value.isNull()) {
        last.set(name, value);
      }
    }
  }

  boolean isEmpty() {
    return details.isEmpty();
  }

  String json() {
    return Json.text(Json.array().addAll(details));
  }
}
