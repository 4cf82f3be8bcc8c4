package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Aside;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.StatusKind;
import dev.homeport.wire.json.Json;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an error of GigaChat means: `{"status":402,"message":"Payment Required"}`.
final class GigaChatComplaint {
  private static final int INSIDE = 200;
  private static final int LONGEST = 500;

  private GigaChatComplaint() {}

  /// What an answer of this status means.
  ///
  /// @param hint reads when to ask again
  static Complaint of(
      int status, UnaryOperator<String> header, byte[] body, Scope scope, RetryHint hint) {
    boolean onlyOne = status == 429 && scope.streams() == 1;
    Kind kind = onlyOne ? Kind.CONCURRENCY : kind(status);
    return Aside.of(kind, status, header, body, hint)
        .orElseGet(
            () -> {
              String said = said(status, Json.readOrMissing(body, 0, body.length));
              return new Complaint(kind, status, said, hint.of(header, said));
            });
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
      // The tokens of this model are used up, not those of others.
      case 402 -> Kind.QUOTA;
      // Not the request is too large, but the prompt.
      case 413 -> Kind.CONTEXT;
      default -> StatusKind.of(status);
    };
  }
}
