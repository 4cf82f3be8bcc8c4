package dev.homeport.dialect;

import dev.homeport.time.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a provider says that it may help to ask again, in any of the ways in which providers say it
/// (wire.md G.48).
///
/// In this order: `retry-after-ms`; `Retry-After` in seconds or as a date; words of the error's
/// text (`try again in 1m3.5s`); the `x-ratelimit-reset…` of whatever has nothing remaining. A date
/// is measured by the provider's own clock, where its answer tells that.
///
/// @param clock ours, for answers without a `Date`
public record RetryHint(WallClock clock) {
  private static final Duration LONGEST = Duration.ofDays(366);

  /// What limits are named after in `x-ratelimit-remaining-…` and `x-ratelimit-reset-…`.
  private static final List<String> LIMITS =
      List.of("", "-requests", "-tokens", "-requests-day", "-tokens-minute", "-input-tokens");

  private static final String AMOUNT =
      "(\\d{1,12}(?:\\.\\d{1,9})?)\\s*"
          + "(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\\b";

  /// Numbers with units in a row, as `6m0s`, `1h 2m` or `120ms`.
  private static final Pattern AMOUNTS =
      Pattern.compile("(?<![\\w.])(?:" + AMOUNT.replace("\\b", "(?![a-z])") + "[\\s,]*){1,8}");

  private static final Pattern ONE_AMOUNT = Pattern.compile(AMOUNT.replace("\\b", "(?![a-z])"));

  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(?:try|retry|available|reset|resets|wait|please wait)(?: again| your request)?"
              + "(?: in| after| for)?|in)\\s+(?=\\d)");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");

  /// From here on a number is no count of seconds but a moment, in seconds or in milliseconds.
  private static final double MOMENT = 1e9;

  private static final double MOMENT_IN_MILLIS = 1e12;

  /// How long to wait, nothing where nothing is said.
  ///
  /// @param header the value of a header by its name, empty where there is none
  /// @param text what the error says
  public @Nullable Duration of(UnaryOperator<String> header, String text) {
    Instant now = now(header.apply("Date"));
    Duration millis = seconds(header.apply("retry-after-ms"), 0.001);
    if (millis != null) {
      return millis;
    }
    Duration after = until(header.apply("Retry-After"), now);
    if (after != null) {
      return after;
    }
    Duration said = said(text);
    return said != null ? said : reset(header, now);
  }

  /// How long one value says: an amount (`6m0s`), seconds, or a moment in any spelling.
  public @Nullable Duration until(String value, Instant now) {
    String trimmed = value.strip();
    if (trimmed.isEmpty()) {
      return null;
    }
    if (NUMBER.matcher(trimmed).matches()) {
      double number = Double.parseDouble(trimmed);
      double seconds =
          number >= MOMENT_IN_MILLIS
              ? number / 1000 - now.getEpochSecond()
              : number >= MOMENT ? number - now.getEpochSecond() : number;
      return bounded(seconds);
    }
    Matcher amounts = AMOUNTS.matcher(trimmed.toLowerCase(Locale.ROOT));
    if (amounts.matches()) {
      return sum(amounts.group());
    }
    Instant moment = moment(trimmed);
    return moment == null ? null : bounded(Duration.between(now, moment).toMillis() / 1000.0);
  }

  /// How long the words of a text say.
  public static @Nullable Duration said(String text) {
    String words = text.length() <= 4_000 ? text : text.substring(0, 4_000);
    String lower = words.toLowerCase(Locale.ROOT);
    Matcher word = WORDS.matcher(lower);
    while (word.find()) {
      Matcher amounts = AMOUNTS.matcher(lower).region(word.end(), lower.length());
      if (amounts.lookingAt()) {
        return sum(amounts.group());
      }
    }
    return null;
  }

  /// The longest wait for a limit of which nothing remains.
  private @Nullable Duration reset(UnaryOperator<String> header, Instant now) {
    Duration longest = null;
    for (String limit : LIMITS) {
      String remaining = header.apply("x-ratelimit-remaining" + limit).strip();
      Duration reset = until(header.apply("x-ratelimit-reset" + limit), now);
      boolean open = !remaining.isEmpty() && !remaining.matches("0+(\\.0+)?|-\\d+");
      if (reset != null && !open && (longest == null || reset.compareTo(longest) > 0)) {
        longest = reset;
      }
    }
    return longest;
  }

  private Instant now(String date) {
    Instant said = date.isBlank() ? null : moment(date.strip());
    return said == null ? clock.now() : said;
  }

  private static @Nullable Instant moment(String text) {
    try {
      return text.indexOf(',') > 0
          ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable Duration sum(String amounts) {
    double seconds = 0;
    Matcher each = ONE_AMOUNT.matcher(amounts);
    while (each.find()) {
      seconds += Double.parseDouble(each.group(1)) * unit(each.group(2));
    }
    return bounded(seconds);
  }

  private static double unit(String name) {
    return switch (name.charAt(0)) {
      case 'm' -> name.equals("ms") || name.startsWith("milli") ? 0.001 : 60;
      case 'h' -> 3_600;
      case 'd' -> 86_400;
      default -> 1;
    };
  }

  private static @Nullable Duration seconds(String value, double unit) {
    String trimmed = value.strip();
    return NUMBER.matcher(trimmed).matches() ? bounded(Double.parseDouble(trimmed) * unit) : null;
  }

  private static Duration bounded(double seconds) {
    double most = Math.clamp(seconds, 0, (double) LONGEST.toSeconds());
    return Duration.ofMillis(Math.round(most * 1000));
  }
}
