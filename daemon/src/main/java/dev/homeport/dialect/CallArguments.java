package dev.homeport.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.json.Json;
import java.util.Optional;

/// The arguments of a call as somebody wrote them, which is not always the JSON object that they
/// should be.
///
/// What is no object is never made one: a call that cannot be read is a failure, and an invented
/// one is worse than none.
public final class CallArguments {
  /// A call without arguments.
  public static final String NONE = "{}";

  private CallArguments() {}

  /// The object that the text is. Nothing said means none of them, and an object that was quoted as
  /// a string is unwrapped (wire.md G.16); empty where there is no object in it.
  public static Optional<ObjectNode> object(String text) {
    return text.isBlank() ? Optional.of(Json.object()) : read(text).flatMap(CallArguments::object);
  }

  /// The object that this value is, by the same rules.
  public static Optional<ObjectNode> object(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> Optional.of(object);
      case JsonNode none when none.isNull() || none.isMissingNode() -> Optional.of(Json.object());
      case JsonNode string when string.isTextual() -> inside(string.textValue());
      default -> Optional.empty();
    };
  }

  /// The text of the object that this text is; one that is an object stays letter by letter what it
  /// is.
  public static Optional<String> text(String text) {
    return text.isBlank()
        ? Optional.of(NONE)
        : read(text)
            .flatMap(value -> value.isObject() ? Optional.of(text) : object(value).map(Json::text));
  }

  /// The text of the object that this value is, be it itself or in a string.
  public static Optional<String> text(JsonNode value) {
    return value.isTextual() ? text(value.textValue()) : object(value).map(Json::text);
  }

  /// The text of what an answer says, object or not: where it is none, [Translation] fails the
  /// answer.
  public static String said(JsonNode value) {
    return text(value).orElseGet(() -> value.isTextual() ? value.textValue() : Json.text(value));
  }

  private static Optional<ObjectNode> inside(String text) {
    return text.isBlank()
        ? Optional.of(Json.object())
        : read(text).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  private static Optional<JsonNode> read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      return Optional.of(Json.readWhole(bytes, 0, bytes.length));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
