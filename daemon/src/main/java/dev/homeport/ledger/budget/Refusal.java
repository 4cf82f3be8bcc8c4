package dev.homeport.ledger.budget;

import static java.time.ZoneOffset.UTC;

import dev.homeport.ledger.price.Dollars;
import dev.homeport.store.Tallies.Level;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/// The words with which a budget says no.
final class Refusal {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(UTC);

  private Refusal() {}

  /// Nothing is left.
  static String usedUp(Stake stake, Level level) {
    return "%s is used up: %s".formatted(stake.spoken(), figures(stake, level));
  }

  /// Something is left, but too little for this.
  static String tooLittle(Stake stake, Level level, long needed) {
    return "%s is used up but for %s USD, and this may cost %s USD: %s"
        .formatted(
            stake.spoken(),
            Dollars.text(stake.budget().limit() - level.spent()),
            Dollars.text(needed),
            figures(stake, level));
  }

  /// What is left is reserved by others.
  static String held(Stake stake, Level level) {
    return "what is left of %s is reserved for requests that are under way: %s of %s USD are spent, %s reserved"
        .formatted(
            stake.spoken(),
            Dollars.text(level.spent()),
            Dollars.text(stake.budget().limit()),
            Dollars.text(level.reserved()));
  }

  private static String figures(Stake stake, Level level) {
    return "%s of %s USD are spent, until %s"
        .formatted(
            Dollars.text(level.spent()),
            Dollars.text(stake.budget().limit()),
            minute(stake.window().until()));
  }

  private static String minute(Instant moment) {
    return MINUTE.format(moment);
  }
}
