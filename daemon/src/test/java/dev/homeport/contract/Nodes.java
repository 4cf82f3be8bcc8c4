package dev.homeport.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// JSON of tests, read strictly: one value, no key twice, nothing after it.
public final class Nodes {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Nodes() {}

  /// Reads it; fails where it is no JSON.
  public static JsonNode read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new AssertionError("nothing in place of JSON");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + e.getOriginalMessage() + " in " + start(text), e);
    }
  }

  /// Reads UTF-8.
  public static JsonNode read(byte[] bytes) {
    return read(new String(bytes, StandardCharsets.UTF_8));
  }

  /// An object to fill.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A list to fill.
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static String start(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
