package dev.homeport.dialect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// When a provider's headers say that it may help to ask again: milliseconds, seconds or a date
/// (cases.md E9). A date counts from the one that the answer itself bears, so no clock is asked.
public final class RetryAfter {
  private static final long LONGEST_SECONDS = 366L * 24 * 60 * 60;

  private RetryAfter() {}

  /// How long to wait; nothing where they do not say.
  ///
  /// @param header the value of a header by its name, empty where there is none
  public static @Nullable Duration of(UnaryOperator<String> header) {
    Duration precise = inSeconds(header.apply("retry-after-ms"), 1_000);
    if (precise != null) {
      return precise;
    }
    String said = header.apply("retry-after").strip();
    Duration counted = inSeconds(said, 1);
    return counted != null || said.isEmpty() ? counted : until(said, header.apply("date"));
  }

  private static @Nullable Duration inSeconds(String said, int parts) {
    try {
      double seconds = Double.parseDouble(said.strip()) / parts;
      return seconds >= 0 && seconds <= LONGEST_SECONDS
          ? Duration.ofMillis(Math.round(seconds * 1_000))
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Duration until(String date, String now) {
    try {
      Duration wait =
          Duration.between(
              ZonedDateTime.parse(now.strip(), DateTimeFormatter.RFC_1123_DATE_TIME),
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
