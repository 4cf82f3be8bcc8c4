package dev.homeport.account.ruling;

import dev.homeport.chat.Complaint;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a provider says that an account is free again: as a wait, or as a date or an hour in its
/// words. Hours are UTC where they have no zone; what is past says nothing.
final class StatedReset {
  private static final int MOST_READ = 1_000;

  /// What is longer is not meant.
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final String TIME = "(?<time>\\d{1,2}:\\d{2}(?::\\d{2})?)(?:\\.\\d{1,9})?";
  private static final String ZONE =
      "(?:\\s?(?:z|utc|gmt)\\b|\\s?(?<zone>[+-]\\d{2}:?\\d{2})(?!\\d))?";

  private record Form(Pattern words, BiFunction<Matcher, Instant, Instant> meaning) {}

  private static final List<Form> FORMS =
      List.of(
          form(
              "(?<![\\w.-])(?<date>\\d{4}-\\d{2}-\\d{2})(?:(?:t|\\s+at\\s+|\\s+)"
                  + TIME
                  + ZONE
                  + ")?(?![\\w-])",
              (found, _) -> at(LocalDate.parse(found.group("date")), found)),
          form(
              "\\b(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?\\s+"
                  + "(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<year>20\\d{2}))?"
                  + "(?:,?\\s+(?:at\\s+)?"
                  + TIME
                  + ZONE
                  + ")?",
              StatedReset::named),
          form(
              "\\b(?:until|on|resets?|next)\\s+(?<weekday>mon|tues|wednes|thurs|fri|satur|sun)day"
                  + "(?:,?\\s+(?:at\\s+)?"
                  + TIME
                  + ZONE
                  + ")?",
              StatedReset::weekday),
          form("\\b(?:at|until|after)\\s+" + TIME + "\\s?(?:z|utc|gmt)\\b", StatedReset::today),
          form(
              "\\bresets?(?:[ _]at)?\\W{1,3}(?<epoch>\\d{10}|\\d{13})\\b",
              (found, _) -> epoch(found.group("epoch"))));

  private StatedReset() {}

  private static Form form(String words, BiFunction<Matcher, Instant, Instant> meaning) {
    return new Form(Pattern.compile(words), meaning);
  }

  /// The hour, where there is one and it is still to come.
  static Optional<Instant> of(Complaint complaint, Instant now) {
    Duration wait = complaint.retryAfter();
    if (wait != null) {
      Duration capped = wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
      return wait.isPositive() ? Optional.of(now.plus(capped)) : Optional.empty();
    }
    String said = complaint.said();
    String text = said.substring(0, Math.min(said.length(), MOST_READ)).toLowerCase(Locale.ROOT);
    for (Form form : FORMS) {
      Matcher found = form.words().matcher(text);
      while (found.find()) {
        Instant moment = moment(form, found, now);
        if (moment != null && moment.isAfter(now)) {
          return Optional.of(moment);
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Instant moment(Form form, Matcher found, Instant now) {
    try {
      return form.meaning().apply(found, now);
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Instant at(LocalDate date, Matcher found) {
    String time = found.group("time");
    String zone = time == null ? null : found.group("zone");
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time(time))
        .toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
  }

  private static Instant named(Matcher found, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Month month = null;
    for (Month each : Month.values()) {
      if (each.name().toLowerCase(Locale.ROOT).startsWith(found.group("month"))) {
        month = each;
      }
    }
    if (month == null) {
      throw new DateTimeException("no month");
    }
    String year = found.group("year");
    int day = Integer.parseInt(found.group("day"));
    int written = year == null ? today.getYear() : Integer.parseInt(year);
    Instant moment = at(LocalDate.of(written, month, day), found);
    return year != null || moment.isAfter(now)
        ? moment
        : at(LocalDate.of(written + 1, month, day), found);
  }

  private static Instant weekday(Matcher found, Instant now) {
    LocalDate date = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (int i = 0; i < DayOfWeek.values().length; i++) {
      String name = date.plusDays(i).getDayOfWeek().name().toLowerCase(Locale.ROOT);
      if (name.startsWith(found.group("weekday"))) {
        Instant moment = at(date.plusDays(i), found);
        return moment.isAfter(now) ? moment : at(date.plusDays(i + 7L), found);
      }
    }
    throw new DateTimeException("no weekday");
  }

  private static Instant today(Matcher found, Instant now) {
    LocalDate date = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant moment = date.atTime(time(found.group("time"))).toInstant(ZoneOffset.UTC);
    return moment.isAfter(now) ? moment : moment.plus(1, ChronoUnit.DAYS);
  }

  private static Instant epoch(String digits) {
    long number = Long.parseLong(digits);
    return digits.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
  }
}
