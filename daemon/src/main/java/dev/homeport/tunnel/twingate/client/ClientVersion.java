package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Notice;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a client was made, as `twingate --version` has it: `Twingate 2026.190.6704 | 0.193.0` is
/// from the 190th day of 2026. Twingate refuses those that are older than a year.
record ClientVersion(String text, LocalDate made) {
  private static final Pattern VERSION = Pattern.compile("\\b(20\\d\\d)\\.(\\d{1,3})\\.\\d+\\b");
  private static final int MONTHS = 11;

  static Optional<ClientVersion> in(String output) {
    Matcher found = VERSION.matcher(output);
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      var made =
          LocalDate.ofYearDay(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
      return Optional.of(new ClientVersion(found.group(), made));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// What to tell of its age.
  Optional<Notice> notice(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate last = made.plusYears(1);
    if (today.isBefore(made.plusMonths(MONTHS))) {
      return Optional.empty();
    }
    return Optional.of(
        new Notice(
            "twingate-client-old",
            "Twingate's client "
                + text
                + " is from "
                + made
                + (today.isBefore(last) ? "; from " + last + " on it is refused" : ", too old"),
            "install a newer one"));
  }
}
