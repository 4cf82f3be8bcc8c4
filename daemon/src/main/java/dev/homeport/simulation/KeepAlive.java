package dev.homeport.simulation;

import dev.homeport.wire.JsonObject;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long a client wants its model to stay: a number of seconds, or Go's way to write durations.
final class KeepAlive {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");

  private KeepAlive() {}

  /// What the request says; negative for ever, nothing where it says nothing that can be read.
  static @Nullable Duration of(JsonObject body) {
    String text = body.text("keep_alive");
    if (text == null) {
      long seconds = body.number("keep_alive", Long.MIN_VALUE);
      return seconds == Long.MIN_VALUE ? null : Duration.ofSeconds(seconds);
    }
    if (text.startsWith("-")) {
      return Duration.ofSeconds(-1);
    }
    double millis = 0;
    int end = 0;
    for (Matcher part = PART.matcher(text); part.find(); end = part.end()) {
      double count = Double.parseDouble(part.group(1));
      millis +=
          count
              * switch (part.group(2)) {
                case "h" -> 3_600_000;
                case "m" -> 60_000;
                case "s" -> 1000;
                default -> 1;
              };
    }
    return end == 0 || end < text.length() ? null : Duration.ofMillis((long) millis);
  }
}
