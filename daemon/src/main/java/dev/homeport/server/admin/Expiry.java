package dev.homeport.server.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When something ends, as a person writes it: `30d` from now, the first moment of `2027-01-31` in
/// UTC, or a moment of RFC 3339.
public final class Expiry {
  private static final Pattern FROM_NOW = Pattern.compile("([0-9]{1,5})([mhd])");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T.+");

  private Expiry() {}

  /// What came of reading it.
  public sealed interface Parsed {
    /// It ends then.
    record At(Instant instant) implements Parsed {}

    /// It cannot be read or is over already.
    record Bad(String why) implements Parsed {}
  }

  /// Reads it.
  public static Parsed parse(String text, Instant now) {
    Instant at;
    try {
      Matcher fromNow = FROM_NOW.matcher(text);
      if (fromNow.matches()) {
        int count = Integer.parseInt(fromNow.group(1));
        at =
            now.plus(
                switch (fromNow.group(2)) {
                  case "m" -> Duration.ofMinutes(count);
                  case "h" -> Duration.ofHours(count);
                  default -> Duration.ofDays(count);
                });
      } else if (DATE.matcher(text).matches()) {
        at = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } else if (MOMENT.matcher(text).matches()) {
        at = OffsetDateTime.parse(text).toInstant();
      } else {
        return noTime(text);
      }
    } catch (DateTimeException _) {
      return noTime(text);
    }
    Instant whole = Instant.ofEpochSecond(at.getEpochSecond());
    return whole.isAfter(now)
        ? new Parsed.At(whole)
        : new Parsed.Bad("'" + text + "' is not in the future; now it is " + now);
  }

  private static Parsed noTime(String text) {
    return new Parsed.Bad(
        "'" + text + "' is no time; right are 12h, 30d, 2027-01-31 or 2027-01-31T18:00:00Z");
  }
}
