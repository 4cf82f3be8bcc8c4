package dev.homeport.dialect.openai.part;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// The arguments of a call: a JSON object in a JSON string, and what programs make of that.
public final class Arguments {
  /// A call without arguments.
  public static final String NONE = "{}";

  private Arguments() {}

  /// The arguments as the text of an object; nothing where they are none.
  ///
  /// Text that is an object stays letter by letter what it is. An empty text or `null` means no
  /// arguments, an object without the string around it is taken as well, and so is one that was
  /// made a string twice (wire.md G.16).
  public static @Nullable String object(JsonNode given) {
    if (given.isMissingNode() || given.isNull()) {
      return NONE;
    }
    if (given.isObject()) {
      return Json.text(given);
    }
    return given.isTextual() ? object(given.textValue()) : null;
  }

  /// The same of a text.
  public static @Nullable String object(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    JsonNode value = read(text);
    if (value == null) {
      return null;
    }
    if (value.isTextual()) {
      String inner = value.textValue();
      JsonNode again = read(inner);
      return inner.isBlank() ? NONE : again != null && again.isObject() ? inner : null;
    }
    return value.isObject() ? text : value.isNull() ? NONE : null;
  }

  private static @Nullable JsonNode read(String text) {
    try {
      byte[] bytes = text.getBytes(UTF_8);
      return Json.readWhole(bytes, 0, bytes.length);
    } catch (JsonProcessingException _) {
      return null;
    }
  }
}
