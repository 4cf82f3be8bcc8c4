package dev.homeport.ledger.budget;

import dev.homeport.config.router.Budget.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;

/// A day or a month of UTC.
///
/// @param name `2026-11-26` or `2026-11`
/// @param until the moment at which it is over
record Window(Period period, String name, Instant until) {
  /// The one that this moment lies in.
  static Window of(Period period, Instant moment) {
    LocalDate day = moment.atOffset(ZoneOffset.UTC).toLocalDate();
    return switch (period) {
      case DAILY -> new Window(period, day.toString(), startOf(day.plusDays(1)));
      case MONTHLY -> {
        YearMonth month = YearMonth.from(day);
        yield new Window(period, month.toString(), startOf(month.plusMonths(1).atDay(1)));
      }
    };
  }

  /// `daily` or `monthly`.
  String word() {
    return period.name().toLowerCase(Locale.ROOT);
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
