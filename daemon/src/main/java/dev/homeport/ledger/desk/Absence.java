package dev.homeport.ledger.desk;

import java.time.Duration;
import java.time.Instant;

/// The book is away.
///
/// @param since since when, for people, and by the ticker
/// @param lostBefore how many rows had been lost before
/// @param tries how often it was looked for since
/// @param retryNanos when it is looked for again
record Absence(
    String why, Instant since, long sinceNanos, long lostBefore, int tries, long retryNanos) {
  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LAST_RETRY = Duration.ofSeconds(10);

  static Absence begun(String why, Instant since, long sinceNanos, long nowNanos, long lostBefore) {
    return new Absence(why, since, sinceNanos, lostBefore, 1, nowNanos + FIRST_RETRY.toNanos());
  }

  /// It was looked for once more; the next time it is let alone for twice as long.
  Absence goesOn(String whyNow, long nowNanos) {
    long rest = Math.min(FIRST_RETRY.toNanos() << Math.min(tries, 10), LAST_RETRY.toNanos());
    return new Absence(whyNow, since, sinceNanos, lostBefore, tries + 1, nowNanos + rest);
  }
}
