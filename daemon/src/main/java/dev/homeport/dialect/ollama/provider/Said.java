package dev.homeport.dialect.ollama.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.json.Json;

/// What an error says, wherever it stands: in `error` or `message`, in an object below it, or in
/// JSON inside of a string, as an engine's error does.
///
/// @param text empty where it says nothing
/// @param status the one that it names itself, zero where it names none
record Said(String text, int status) {
  private static final int LONGEST = 500;
  private static final int DEEPEST = 4;

  static Said of(JsonNode answer) {
    String text = "";
    int status = 0;
    JsonNode at = answer;
    for (int i = 0; i < DEEPEST && at.isObject(); i++) {
      if (status == 0) {
        status = at.path("StatusCode").asInt(at.path("code").asInt(0));
      }
      JsonNode error = at.path("error");
      at = error.isMissingNode() || error.isNull() ? at.path("message") : error;
      if (at.isTextual()) {
        text = at.textValue();
        byte[] inside = text.getBytes(UTF_8);
        at = Json.readOrMissing(inside, 0, inside.length);
      }
    }
    return new Said(cut(text), status);
  }

  /// The beginning of a text that may be long.
  static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int to = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, to);
  }
}
