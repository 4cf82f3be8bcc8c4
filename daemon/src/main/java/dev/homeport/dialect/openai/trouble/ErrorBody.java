package dev.homeport.dialect.openai.trouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Locale;

/// An error in any of the envelopes there are (wire.md G.49): `error` as an object or a text, in a
/// list (Gemini), the error itself as the object (vLLM, Mistral), `detail` (FastAPI), JSON in a
/// string inside of one of these.
///
/// @param message what it says
/// @param words all that it says, in lower case: type, code, message, the words of whoever is
///   behind the provider
/// @param code its number, 0 where it has none
public record ErrorBody(String message, String words, int code, JsonNode node) {
  private static final List<String> MESSAGES = List.of("message", "msg", "detail", "error");
  private static final int LONGEST = 8_000;

  /// The error in this frame or body, missing where it is none.
  public static JsonNode in(JsonNode frame) {
    JsonNode at = frame.isArray() && frame.size() > 0 ? frame.get(0) : frame;
    JsonNode error = at.path("error");
    if (error.isObject() || (error.isTextual() && !error.textValue().isEmpty())) {
      return error.isObject() && error.isEmpty() ? MissingNode.getInstance() : error;
    }
    if (!at.isObject() || at.has("choices") || at.has("data")) {
      return MissingNode.getInstance();
    }
    boolean itself = at.path("object").asText().equals("error") || at.has("detail");
    boolean bare = at.path("message").isTextual() && (at.has("code") || at.has("type"));
    return itself || bare ? at : MissingNode.getInstance();
  }

  /// What an error says.
  public static ErrorBody of(JsonNode error) {
    String message = message(error, 0);
    var words = new StringBuilder();
    JsonNode metadata = error.path("metadata");
    for (JsonNode each :
        List.of(
            error.path("type"),
            error.path("code"),
            error.path("status"),
            error.path("error_type"),
            metadata.path("error_type"),
            metadata.path("provider_code"))) {
      words.append(each.asText("")).append('\n');
    }
    words.append(message).append('\n').append(brief(metadata.path("raw").asText("")));
    if (metadata.has("reasons") || metadata.has("flagged_input")) {
      words.append("\nmoderation");
    }
    JsonNode code = error.path("code");
    return new ErrorBody(message, words.toString().toLowerCase(Locale.ROOT), code.asInt(0), error);
  }

  private static String message(JsonNode error, int depth) {
    if (error.isTextual()) {
      return inner(error.textValue(), depth);
    }
    for (String name : MESSAGES) {
      JsonNode said = error.path(name);
      if (said.isTextual()) {
        return inner(said.textValue(), depth);
      }
      if (said.isArray() && !said.isEmpty()) {
        return brief(Json.text(said));
      }
      if (said.isObject() && depth < 3) {
        return message(said, depth + 1);
      }
    }
    return error.isMissingNode() ? "" : brief(Json.text(error));
  }

  /// A message that is JSON again says what that says.
  private static String inner(String text, int depth) {
    if (depth < 3 && text.stripLeading().startsWith("{")) {
      try {
        JsonNode again = Json.read(text);
        JsonNode error = in(again);
        return error.isMissingNode() ? brief(text) : message(error, depth + 1);
      } catch (JsonProcessingException _) {
        return brief(text);
      }
    }
    return brief(text);
  }

  private static String brief(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
