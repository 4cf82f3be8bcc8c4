package dev.homeport.ledger.budget;

import static java.time.ZoneOffset.UTC;

import dev.homeport.ledger.price.Dollars;
import dev.homeport.store.Tallies.Level;
import java.time.format.DateTimeFormatter;

/// The words with which a budget says no.
///
/// They go to whoever holds a key, so they tell what was spent of a key's own budget alone. What
/// others spend of a shared one is for those who may read `/admin/status`; of it, only the name is
/// told, and when it helps to ask again.
final class Refusal {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(UTC);

  private Refusal() {}

  /// Nothing is left.
  static String usedUp(Stake stake, Level level) {
    return stake.isOfTheKey()
        ? "%s is used up: %s".formatted(stake.spoken(), figures(stake, level))
        : "%s is used up until %s".formatted(stake.spoken(), until(stake));
  }

  /// Something is left, but too little for this.
  static String tooLittle(Stake stake, Level level, long needed) {
    return stake.isOfTheKey()
        ? "%s is used up but for %s USD, and this may cost %s USD: %s"
            .formatted(
                stake.spoken(),
                Dollars.text(stake.budget().limit() - level.spent()),
                Dollars.text(needed),
                figures(stake, level))
        : "%s leaves too little for this, which may cost %s USD, until %s"
            .formatted(stake.spoken(), Dollars.text(needed), until(stake));
  }

  /// What is left is reserved by others.
  static String held(Stake stake, Level level) {
    String held =
        "what is left of %s is reserved for requests that are under way".formatted(stake.spoken());
    return stake.isOfTheKey()
        ? "%s: %s of %s USD are spent, %s reserved"
            .formatted(
                held,
                Dollars.text(level.spent()),
                Dollars.text(stake.budget().limit()),
                Dollars.text(level.reserved()))
        : held;
  }

  private static String figures(Stake stake, Level level) {
    return "%s of %s USD are spent, until %s"
        .formatted(Dollars.text(level.spent()), Dollars.text(stake.budget().limit()), until(stake));
  }

  private static String until(Stake stake) {
    return MINUTE.format(stake.window().until());
  }
}
