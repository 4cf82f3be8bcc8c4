package dev.homeport.dialect.anthropic.read;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How long a provider wants to be left alone, in seconds or as a date. The date is held against
/// the provider's own clock, which stands beside it.
final class RetryAfter {
  /// What is longer is a mistake.
  private static final Duration LONGEST = Duration.ofDays(40);

  private RetryAfter() {}

  static @Nullable Duration of(UnaryOperator<String> header) {
    String said = header.apply("retry-after").strip();
    if (said.isEmpty()) {
      return null;
    }
    try {
      double seconds = Double.parseDouble(said);
      return seconds >= 0 && seconds <= LONGEST.toSeconds()
          ? Duration.ofMillis((long) (seconds * 1000))
          : null;
    } catch (NumberFormatException _) {
      return until(said, header.apply("date"));
    }
  }

  private static @Nullable Duration until(String then, String now) {
    try {
      Duration wait = Duration.between(date(now), date(then));
      return wait.isNegative() || wait.compareTo(LONGEST) > 0 ? null : wait;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Instant date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
