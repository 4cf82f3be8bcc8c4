package dev.homeport.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The API a path belongs to, and how an error looks in it.
public enum Dialect {
  /// `/api/…` and everything that belongs to nobody else: `{"error":"text"}`.
  OLLAMA,
  /// `/v1/…`: an object with message and type.
  OPENAI,
  /// `/v1/messages…`: an object in an envelope.
  ANTHROPIC;

  /// The dialect of a decoded path, known or not.
  public static Dialect of(String path) {
    if (path.equals("/v1/messages") || path.startsWith("/v1/messages/")) {
      return ANTHROPIC;
    }
    return path.equals("/v1") || path.startsWith("/v1/") ? OPENAI : OLLAMA;
  }

  /// The body of an error, as clients of this dialect parse it.
  public byte[] error(int status, String message, String requestId) {
    return error(status, message, null, requestId);
  }

  /// The same.
  ///
  /// @param parameter which one is wrong, where that is known; some dialects have a place for it
  public byte[] error(int status, String message, @Nullable String parameter, String requestId) {
    var text = new StringBuilder(message.length() + 120);
    switch (this) {
      case OLLAMA -> {
        text.append("{\"error\":");
        JsonText.quote(message, text).append('}');
      }
      case OPENAI -> {
        text.append("{\"error\":{\"message\":");
        JsonText.quote(message, text)
            .append(",\"type\":\"")
            .append(openAiType(status))
            .append("\",\"param\":");
        (parameter == null ? text.append("null") : JsonText.quote(parameter, text))
            .append(",\"code\":")
            .append(openAiCode(status, parameter))
            .append("}}");
      }
      case ANTHROPIC -> {
        text.append("{\"type\":\"error\",\"error\":{\"type\":\"")
            .append(anthropicType(status))
            .append("\",\"message\":");
        JsonText.quote(message, text)
            .append(anthropicDetails(parameter))
            .append("},\"request_id\":");
        JsonText.quote(requestId, text).append('}');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// OpenAI says in a code of its own that there is no such model.
  private static String openAiCode(int status, @Nullable String parameter) {
    return status == 404 && "model".equals(parameter) ? "\"model_not_found\"" : "null";
  }

  /// By this code Anthropic's libraries know that they must send a whole conversation again.
  private static String anthropicDetails(@Nullable String parameter) {
    return "thread".equals(parameter) ? ",\"details\":{\"error_code\":\"thread_not_found\"}" : "";
  }

  private static String openAiType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
