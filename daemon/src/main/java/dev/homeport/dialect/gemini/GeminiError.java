package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.dialect.RetryHint;
import dev.homeport.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An error as Google's APIs say it: an object, a list with one in it, or a text that is one again.
///
/// @param code what the status would be
/// @param reasons machine-readable reasons, as `API_KEY_INVALID`
/// @param quotas which quotas were exceeded, by their ids
/// @param delay when it says that it may help to ask again
record GeminiError(
    int code,
    String status,
    String message,
    List<String> reasons,
    List<String> quotas,
    @Nullable Duration delay) {
  private static final int DEEPEST = 4;

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s)");

  /// The error in a JSON value, where it is one.
  static Optional<GeminiError> in(JsonNode value) {
    return in(value, DEEPEST);
  }

  private static Optional<GeminiError> in(JsonNode value, int deep) {
    if (value.isArray() && !value.isEmpty()) {
      return in(value.get(0), deep);
    }
    JsonNode error = value.path("error");
    if (error.isTextual()) {
      return Optional.of(of(Json.object().put("message", error.textValue())));
    }
    if (!(error instanceof ObjectNode object)) {
      return Optional.empty();
    }
    String message = object.path("message").asText("");
    if (deep > 0 && message.stripLeading().startsWith("{")) {
      byte[] inner = message.getBytes(StandardCharsets.UTF_8);
      var found = in(Json.readOrMissing(inner, 0, inner.length), deep - 1);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.of(of(object));
  }

  private static GeminiError of(ObjectNode error) {
    var reasons = new ArrayList<String>();
    var quotas = new ArrayList<String>();
    Duration delay = null;
    for (JsonNode detail : error.path("details")) {
      if (detail.path("reason").isTextual()) {
        reasons.add(detail.path("reason").textValue());
      }
      if (detail.path("retryDelay").isTextual()) {
        delay = duration(detail.path("retryDelay").textValue());
      }
      for (JsonNode violation : detail.path("violations")) {
        quotas.add(violation.path("quotaId").asText(violation.path("quotaMetric").asText("")));
      }
    }
    String message = error.path("message").asText("");
    return new GeminiError(
        error.path("code").asInt(0),
        error.path("status").asText(""),
        message,
        reasons,
        quotas,
        delay == null ? RetryHint.said(message) : delay);
  }

  /// `26s`, `34.07s`, `900ms`.
  private static @Nullable Duration duration(String text) {
    Matcher matcher = SECONDS.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    double number = Double.parseDouble(matcher.group(1));
    return Duration.ofMillis(Math.round("s".equals(matcher.group(2)) ? number * 1_000 : number));
  }

  /// Whether the words, in whatever case, are in its message.
  boolean says(String... words) {
    String said = message.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (said.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
