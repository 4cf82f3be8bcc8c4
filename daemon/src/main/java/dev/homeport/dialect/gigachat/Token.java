package dev.homeport.dialect.gigachat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Call;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.json.Json;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What opens GigaChat for half an hour, how it is asked for, and what comes of that (wire.md E.1).
///
/// @param value goes into the header of every call
/// @param expires when it is worth nothing any more, where that is said
public record Token(String value, @Nullable Instant expires) {
  /// Later than any instant in seconds, and earlier than any in milliseconds.
  private static final long MILLIS_BEGIN = 100_000_000_000L;

  private static final int MOST_SECONDS_DIGITS = 18;

  /// What came of asking for one.
  public sealed interface Outcome {
    /// Here it is.
    record Granted(Token token) implements Outcome {}

    /// There is none.
    record Refused(Complaint complaint) implements Outcome {}
  }

  /// Asks for one.
  ///
  /// @param target path and query of the service that gives them
  /// @param credentials `client_id:client_secret`, or the Base64 of it
  /// @param request a new one each time
  public static Call question(String target, String credentials, Scope scope, UUID request) {
    String given = credentials.strip();
    String encoded =
        given.contains(":") ? Base64.getEncoder().encodeToString(given.getBytes(UTF_8)) : given;
    byte[] form = ("scope=" + URLEncoder.encode(scope.name(), UTF_8)).getBytes(UTF_8);
    return new Call(
        "POST",
        target,
        List.of(
            new Field("Authorization", "Basic " + encoded),
            new Field("RqUID", request.toString()),
            new Field("Accept", "application/json"),
            new Field("Content-Type", "application/x-www-form-urlencoded")),
        Payload.of(form));
  }

  /// Reads the answer, in either of the shapes that it has.
  ///
  /// @param after when its headers say that it may help to ask again
  public static Outcome read(int status, @Nullable Duration after, byte[] body) {
    JsonNode said = Json.readOrMissing(body, 0, body.length);
    JsonNode value = said.has("access_token") ? said.path("access_token") : said.path("tok");
    if (status != 200) {
      return new Outcome.Refused(new Complaint(kind(status), status, said(status, said), after));
    }
    if (!value.isTextual() || !isHeader(value.textValue())) {
      return new Outcome.Refused(Complaint.of(Kind.NONSENSE, status, "there is no token in it"));
    }
    JsonNode expires = said.has("expires_at") ? said.path("expires_at") : said.path("exp");
    return new Outcome.Granted(new Token(value.textValue(), instant(expires)));
  }

  /// Whether it can stand in a header.
  private static boolean isHeader(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /// Milliseconds or seconds, whichever makes sense.
  private static @Nullable Instant instant(JsonNode said) {
    long number = said.asLong(0);
    if (number <= 0 || said.asText().length() > MOST_SECONDS_DIGITS) {
      return null;
    }
    return number >= MILLIS_BEGIN ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 429 -> Kind.RATE;
      // All of its 400s are about what we are: the key, the scope.
      case 400, 401, 402, 403 -> Kind.KEY;
      default -> Kind.SERVER;
    };
  }

  private static String said(int status, JsonNode said) {
    String message = said.path("message").asText("");
    String text = message.isEmpty() ? "status " + status : message;
    String hint =
        switch (said.path("code").asInt(0)) {
          case 1, 5 -> " (set the scope to the one of the key, as GIGACHAT_API_PERS)";
          case 7 -> " (the key is one of another scope: GIGACHAT_API_PERS, _B2B or _CORP)";
          default -> "";
        };
    return text.substring(0, Math.min(text.length(), 400)) + hint;
  }
}
