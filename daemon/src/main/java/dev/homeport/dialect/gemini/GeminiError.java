package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  private static final Pattern SECONDS = Pattern.compile("([\\d.]{1,12})(ms|s)");
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "retry in (?:([\\d.]{1,12})h)?(?:([\\d.]{1,12})m(?!s))?(?:([\\d.]{1,12})(ms|s))?");

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
        delay == null ? inWords(message) : delay);
  }

  /// `26s`, `34.07s`, `900ms`.
  static @Nullable Duration duration(String text) {
    Matcher matcher = SECONDS.matcher(text.strip());
    return matcher.matches()
        ? Duration.ofMillis(millis(matcher.group(1), "s".equals(matcher.group(2)) ? 1_000 : 1))
        : null;
  }

  private static @Nullable Duration inWords(String message) {
    Matcher matcher = IN_WORDS.matcher(message.toLowerCase(Locale.ROOT));
    if (!matcher.find()) {
      return null;
    }
    long millis =
        millis(matcher.group(1), 3_600_000)
            + millis(matcher.group(2), 60_000)
            + millis(matcher.group(3), "s".equals(matcher.group(4)) ? 1_000 : 1);
    return millis > 0 ? Duration.ofMillis(millis) : null;
  }

  private static long millis(@Nullable String number, int each) {
    try {
      return number == null ? 0 : Math.round(Double.parseDouble(number) * each);
    } catch (NumberFormatException _) {
      return 0;
    }
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
