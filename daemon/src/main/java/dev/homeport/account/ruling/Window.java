package dev.homeport.account.ruling;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a quota is.
enum Window {
  SESSION("session", "session|\\b5[ -]?h(?:ours?)?\\b"),
  DAILY("daily", "per[ _-]?day|daily|\\b[tr]pd\\b"),
  WEEKLY("weekly", "per[ _-]?week|weekly"),
  MONTHLY("monthly", "per[ _-]?month|monthly");

  /// Sessions of Ollama's cloud begin at multiples of it.
  private static final long SESSION_SECONDS = 18_000;

  /// What is said so soon after a window has begun is about the one before: clocks differ.
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // patterns cannot be changed
  private final Pattern words;

  Window(String word, String words) {
    this.word = word;
    this.words = Pattern.compile(words);
  }

  /// It in a word.
  String word() {
    return word;
  }

  /// The one that a text names, the first where it names several.
  ///
  /// @param text in lower case
  static Optional<Window> named(String text) {
    Window first = null;
    int at = Integer.MAX_VALUE;
    for (Window each : values()) {
      Matcher matcher = each.words.matcher(text);
      if (matcher.find() && matcher.start() < at) {
        first = each;
        at = matcher.start();
      }
    }
    return Optional.ofNullable(first);
  }

  /// Whether it is too long for an end that is told as minutes away.
  boolean isLong() {
    return this != SESSION;
  }

  /// When the one that is used up now is over.
  Instant end(Instant now, Service service) {
    if (this == SESSION && service != Service.OLLAMA_CLOUD) {
      return now.plusSeconds(SESSION_SECONDS);
    }
    Instant begun = begun(now, service);
    return Duration.between(begun, now).compareTo(FRESH) < 0
        ? now.plus(FRESH)
        : next(begun, service);
  }

  private Instant begun(Instant now, Service service) {
    ZonedDateTime utc = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case SESSION ->
          Instant.ofEpochSecond(
              Math.floorDiv(now.getEpochSecond(), SESSION_SECONDS) * SESSION_SECONDS);
      case DAILY ->
          now.atZone(service.days()).toLocalDate().atStartOfDay(service.days()).toInstant();
      case WEEKLY -> utc.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
      case MONTHLY -> utc.withDayOfMonth(1).toInstant();
    };
  }

  private Instant next(Instant begun, Service service) {
    return switch (this) {
      case SESSION -> begun.plusSeconds(SESSION_SECONDS);
      case DAILY ->
          begun
              .atZone(service.days())
              .toLocalDate()
              .plusDays(1)
              .atStartOfDay(service.days())
              .toInstant();
      case WEEKLY -> begun.plus(7, ChronoUnit.DAYS);
      case MONTHLY -> begun.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
    };
  }
}
