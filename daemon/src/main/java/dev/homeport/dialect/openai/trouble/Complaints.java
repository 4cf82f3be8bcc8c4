package dev.homeport.dialect.openai.trouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Aside;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.StatusKind;
import dev.homeport.wire.json.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes complaints of errors, whatever their envelope.
///
/// @param hint finds out when to ask again
public record Complaints(RetryHint hint) {
  private static final int SAID = 500;
  private static final int TYPE = 60;
  private static final int READ = 64 * 1024;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /// Of an answer that is none.
  public Complaint of(int status, UnaryOperator<String> header, byte[] body) {
    return Aside.of(StatusKind.of(status), status, header, body, hint)
        .orElseGet(() -> own(status, header, body));
  }

  private Complaint own(int status, UnaryOperator<String> header, byte[] body) {
    JsonNode read = Json.readOrMissing(body, 0, Math.min(body.length, READ));
    JsonNode found = ErrorBody.in(read);
    JsonNode error = found.isMissingNode() ? read : found;
    if (error.isContainerNode()) {
      return complaint(status, status, header, ErrorBody.of(error));
    }
    String text = new String(body, 0, Math.min(body.length, READ), UTF_8);
    String plain = BLANKS.matcher(text).replaceAll(" ").strip();
    var said = new ErrorBody(plain, plain.toLowerCase(Locale.ROOT), 0, read);
    return complaint(status, status, header, said);
  }

  /// Of an error inside of an answer of status 200. Its own code is as good as a status.
  public Complaint inside(JsonNode error) {
    ErrorBody said = ErrorBody.of(error);
    boolean status = said.code() >= 400 && said.code() < 600;
    return complaint(200, status ? said.code() : 200, _ -> "", said);
  }

  private Complaint complaint(
      int status, int meant, UnaryOperator<String> header, ErrorBody error) {
    Kind kind = Meaning.of(meant, error.words());
    // Whoever is behind the provider has no room, whatever account asks and however late.
    boolean behind = kind == Kind.RATE && isLasting(error.node());
    return new Complaint(
        behind ? Kind.OVERLOADED : kind, status, said(error), after(header, error));
  }

  /// The words, with OpenRouter's own for the kind of the error.
  private static String said(ErrorBody error) {
    JsonNode own = error.node().path("error_type");
    String type = own.isTextual() ? own.textValue() : "";
    if (type.isEmpty()) {
      type = error.node().path("metadata").path("error_type").asText("");
    }
    String more =
        (type.isEmpty() || type.length() > TYPE ? "" : " (" + type + ")")
            + (isLasting(error.node()) ? " (not retryable)" : "");
    String message = brief(error.message());
    int most = SAID - more.length();
    return (message.length() <= most ? message : message.substring(0, most)) + more;
  }

  /// Whether OpenRouter says that it does not help to ask again.
  private static boolean isLasting(JsonNode node) {
    JsonNode retryable = availability(node).path("retryable");
    return retryable.isBoolean() && !retryable.booleanValue();
  }

  private static JsonNode availability(JsonNode node) {
    JsonNode availability = node.path("availability");
    return availability.isObject() ? availability : node.path("metadata").path("availability");
  }

  private @Nullable Duration after(UnaryOperator<String> header, ErrorBody error) {
    JsonNode node = error.node();
    JsonNode availability = availability(node);
    if (isLasting(node)) {
      return null;
    }
    if (availability.path("retry_after").isNumber()) {
      return hint.until(availability.path("retry_after").asText(), hint.clock().now());
    }
    JsonNode told = node.path("metadata").path("headers");
    return hint.of(name -> orTold(header.apply(name), name, told), error.message());
  }

  /// A header of the answer, or one that OpenRouter tells in the error.
  private static String orTold(String said, String name, JsonNode told) {
    if (!said.isEmpty()) {
      return said;
    }
    for (var each : told.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue().asText("");
      }
    }
    return "";
  }

  private static String brief(String text) {
    String line = BLANKS.matcher(text).replaceAll(" ").strip();
    return line.length() <= SAID ? line : line.substring(0, SAID);
  }
}
