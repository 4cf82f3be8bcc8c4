package dev.homeport.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Moments as people say them beside a clock: `4 min` ago, `in 2 h`. Pure.
public final class Relative {
  private static final Duration DAYS_FROM = Duration.ofDays(2);

  private Relative() {}

  /// How long ago that was; nothing where it is no moment.
  static String ago(String instant, Instant now) {
    @Nullable Instant then = parsed(instant);
    return then == null ? "" : span(Duration.between(then, now));
  }

  /// When that will be; nothing where it is no moment.
  static String in(String instant, Instant now) {
    @Nullable Instant then = parsed(instant);
    if (then == null) {
      return "";
    }
    return then.isAfter(now) ? "in " + span(Duration.between(now, then)) : "now";
  }

  /// How long it is until then; nothing where it is no moment.
  public static String left(String instant, Instant now) {
    @Nullable Instant then = parsed(instant);
    return then == null ? "" : span(Duration.between(now, then));
  }

  /// A duration to the largest unit that says enough.
  static String span(Duration duration) {
    if (duration.isNegative()) {
      return "0 s";
    }
    // A moment that was said a blink ago is still as far away as it was said to be.
    Duration rounded = duration.plusMillis(500);
    if (rounded.toSeconds() < 60) {
      return rounded.toSeconds() + " s";
    }
    if (rounded.toMinutes() < 60) {
      return rounded.toMinutes() + " min";
    }
    return rounded.compareTo(DAYS_FROM) < 0 ? rounded.toHours() + " h" : rounded.toDays() + " d";
  }

  private static @Nullable Instant parsed(String instant) {
    try {
      return Instant.parse(instant);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
