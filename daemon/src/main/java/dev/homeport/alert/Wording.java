package dev.homeport.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How things are said to people.
final class Wording {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int HOUR = 60;

  /// More accounts than these are only counted.
  private static final int MOST = 10;

  private Wording() {}

  static String open(Case some, Instant now) {
    return some.title() + still(some, now) + behind(some.detail());
  }

  static String over(Case some, Instant now) {
    return some.title() + ": this is over after " + span(some, now);
  }

  static String blocked(List<Case> cases, Instant now) {
    if (cases.size() == 1) {
      return open(cases.getFirst(), now);
    }
    return cases.size() + " accounts are blocked: " + listed(cases, some -> behind(some.detail()));
  }

  static String free(List<Case> cases, Instant now) {
    if (cases.size() == 1) {
      return over(cases.getFirst(), now);
    }
    return cases.size()
        + " accounts are free again: "
        + listed(cases, some -> " after " + span(some, now));
  }

  private static String listed(List<Case> cases, Function<Case, String> more) {
    return cases.stream()
            .limit(MOST)
            .map(some -> some.subject().shown() + more.apply(some))
            .collect(Collectors.joining("; "))
        + (cases.size() > MOST ? "; and " + (cases.size() - MOST) + " more" : "");
  }

  private static String still(Case some, Instant now) {
    return some.told() == some.level() ? ", still, after " + span(some, now) : "";
  }

  private static String behind(String detail) {
    return detail.isBlank() ? "" : ": " + detail;
  }

  private static String span(Case some, Instant now) {
    return span(Duration.between(some.since(), now));
  }

  /// `45 s`, `12 min`, `2 h 3 min`, `3 d 4 h`.
  static String span(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    long minutes = time.toMinutes();
    if (minutes < HOUR) {
      return minutes + " min";
    }
    return time.toDays() < 1
        ? time.toHours() + " h " + minutes % HOUR + " min"
        : time.toDays() + " d " + time.toHoursPart() + " h";
  }

  /// A time of day that everybody understands.
  static String at(Instant time) {
    return TIME.format(time);
  }
}
