package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an error of GigaChat means: `{"status":402,"message":"Payment Required"}`.
final class GigaChatComplaint {
  private static final int INSIDE = 200;
  private static final int LONGEST = 500;

  private GigaChatComplaint() {}

  /// What an answer of this status means.
  ///
  /// @param after when its headers say that it may help to ask again
  static Complaint of(int status, JsonNode body, Scope scope, @Nullable Duration after) {
    boolean onlyOne = status == 429 && scope.streams() == 1;
    Kind kind = onlyOne ? Kind.CONCURRENCY : kind(status);
    return new Complaint(kind, status, said(status, body), after);
  }

  /// The error that came instead of a chunk, where it is one.
  static @Nullable Complaint inside(JsonNode chunk) {
    JsonNode error = chunk.path("error");
    if (error.isObject() || error.isTextual()) {
      return Complaint.of(kind(error.path("status").asInt(500)), INSIDE, said(500, chunk));
    }
    int status = chunk.path("status").asInt(0);
    return status >= 400 || chunk.path("message").isTextual()
        ? Complaint.of(kind(status), INSIDE, said(status, chunk))
        : null;
  }

  private static String said(int status, JsonNode body) {
    JsonNode error = body.path("error");
    String said =
        error.isTextual()
            ? error.textValue()
            : error.path("message").asText(body.path("message").asText(""));
    String text = said.isEmpty() ? "status " + status : said.replaceAll("\\s+", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.KEY;
      // The tokens of this model are used up, not those of others.
      case 402 -> Kind.QUOTA;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NO_MODEL;
      case 408, 504 -> Kind.TIMEOUT;
      // Not the request is too large, but the prompt.
      case 413 -> Kind.CONTEXT;
      case 429 -> Kind.RATE;
      case 503 -> Kind.OVERLOADED;
      default -> status >= 400 && status < 500 ? Kind.BAD_REQUEST : Kind.SERVER;
    };
  }
}
