package dev.homeport.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A point in time as people read it who may be anywhere: `2026-11-30 00:00 UTC`.
public final class UtcText {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private UtcText() {}

  /// The first whole second that is not before it; a whole minute without its seconds.
  public static String of(Instant instant) {
    Instant whole = instant.truncatedTo(ChronoUnit.SECONDS);
    Instant told = whole.equals(instant) ? whole : whole.plusSeconds(1);
    return (told.getEpochSecond() % 60 == 0 ? MINUTES : SECONDS).format(told);
  }
}
