package dev.homeport.dialect.anthropic.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Aside;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.StatusKind;
import dev.homeport.wire.json.Json;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// What the API means by an error.
public final class Complaints {
  private static final int LONGEST = 500;

  private Complaints() {}

  /// An answer of a status that is not 200.
  ///
  /// @param hint reads when to ask again
  public static Complaint of(
      int status, UnaryOperator<String> header, byte[] body, RetryHint hint) {
    return Aside.of(StatusKind.of(status), status, header, body, hint)
        .orElseGet(() -> own(status, header, body, hint));
  }

  private static Complaint own(
      int status, UnaryOperator<String> header, byte[] body, RetryHint hint) {
    JsonNode error = Json.readOrMissing(body, 0, body.length).path("error");
    String message = error.path("message").asText("");
    String said = message.isEmpty() ? new String(body, UTF_8).strip() : message;
    Kind kind = kind(status, error.path("type").asText(""), said);
    return new Complaint(kind, status, shortened(said), hint.of(header, said));
  }

  /// An error inside of an answer: its own object, with type and message.
  public static Complaint inside(JsonNode error) {
    String type = error.path("type").asText("");
    String said = error.path("message").asText(error.asText(type));
    return new Complaint(kind(200, type, said), 200, shortened(said), RetryHint.said(said));
  }

  /// What is no answer of this API.
  public static Complaint nonsense(String said) {
    return Complaint.of(Kind.NONSENSE, 200, shortened(said));
  }

  /// What ended without its terminal marker.
  public static Complaint cut() {
    return Complaint.of(Kind.CUT, 200, "the answer ended without its end");
  }

  private static Kind kind(int status, String type, String said) {
    String text = said.toLowerCase(Locale.ROOT);
    return switch (type) {
      case "invalid_request_error" -> refused(text);
      case "authentication_error" -> Kind.KEY;
      case "billing_error" -> Kind.CREDIT;
      case "permission_error" -> Kind.FORBIDDEN;
      case "not_found_error" -> Kind.NO_MODEL;
      case "request_too_large" -> Kind.TOO_LARGE;
      case "rate_limit_error" -> limited(text);
      case "timeout_error" -> Kind.TIMEOUT;
      case "overloaded_error" -> Kind.OVERLOADED;
      case "api_error" -> Kind.SERVER;
      default -> kind(status, text);
    };
  }

  private static Kind kind(int status, String text) {
    return switch (status) {
      case 400, 422 -> refused(text);
      case 429 -> limited(text);
      default -> StatusKind.of(status);
    };
  }

  /// A 400 says many things, and only its words tell which.
  private static Kind refused(String text) {
    if (text.contains("prompt is too long")
        || text.contains("exceed context limit")
        || text.contains("context window")) {
      return Kind.CONTEXT;
    }
    if (text.contains("credit balance")) {
      return Kind.CREDIT;
    }
    if (text.contains("usage limit")) {
      return Kind.QUOTA;
    }
    if (text.contains("content filter")) {
      return Kind.FILTERED;
    }
    if (text.contains("not support")
        || text.contains("output_config")
        || text.contains("output_format")
        || text.contains("prefill")) {
      return Kind.CAPABILITY;
    }
    return Kind.BAD_REQUEST;
  }

  private static Kind limited(String text) {
    if (text.contains("concurrent")) {
      return Kind.CONCURRENCY;
    }
    boolean quota =
        text.contains("usage limit") || text.contains("monthly") || text.contains("per day");
    return quota ? Kind.QUOTA : Kind.RATE;
  }

  private static String shortened(String said) {
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST);
  }
}
