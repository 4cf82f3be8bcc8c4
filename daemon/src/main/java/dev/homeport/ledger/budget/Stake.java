package dev.homeport.ledger.budget;

import dev.homeport.config.router.Budget;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.ledger.Payer;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A budget that a question falls under, with whose it is and in which window.
///
/// Every budget that fits counts: one for each key, and one for the key `bot` besides, leave the
/// key `bot` what the smaller of them leaves. A question without a user falls under no budget of a
/// user, one without a tenant under none of a tenant.
///
/// @param subject whose it is; empty where it is everybody's
/// @param pot the name of its pot
record Stake(Budget budget, String subject, Window window, String pot) {
  private static final int SHOWN = 60;

  /// Those that a question falls under.
  static List<Stake> of(List<Budget> budgets, Payer payer, String provider, Instant now) {
    var stakes = new ArrayList<Stake>();
    for (Budget budget : budgets) {
      String subject = subject(budget.per(), payer, provider);
      if (subject != null && (budget.name() == null || budget.name().equals(subject))) {
        stakes.add(Stake.of(budget, subject, now));
      }
    }
    return List.copyOf(stakes);
  }

  /// Somebody's part in a budget at a moment.
  static Stake of(Budget budget, String subject, Instant now) {
    Window window = Window.of(budget.period(), now);
    String pot = "budget/" + window.word() + '/' + window.name() + '/' + word(budget.per());
    return new Stake(
        budget, subject, window, subject.isEmpty() ? pot : pot + '/' + PotName.part(subject));
  }

  /// Their pots, each once, with the least limit of those that stop. Two budgets for the same are
  /// one pot.
  ///
  /// @param limited whether there are limits at all
  static List<Pot> pots(List<Stake> stakes, boolean limited) {
    var pots = new LinkedHashMap<String, Pot>();
    for (Stake stake : stakes) {
      Long limit = limited && stake.budget.stops() ? stake.budget.limit() : null;
      pots.merge(stake.pot, new Pot(stake.pot, limit, stake.window.until()), Stake::stricter);
    }
    return List.copyOf(pots.values());
  }

  private static Pot stricter(Pot one, Pot other) {
    if (one.limit() == null) {
      return other;
    }
    return other.limit() == null || one.limit() <= other.limit() ? one : other;
  }

  private static @Nullable String subject(Per per, Payer payer, String provider) {
    return switch (per) {
      case DEPLOYMENT -> "";
      case KEY -> payer.key();
      case USER -> payer.user();
      case TENANT -> payer.tenant();
      case PROVIDER -> provider;
    };
  }

  /// Whether it is that of the key that asks, and so of nobody else. Whose user it is, a client
  /// says itself.
  boolean isOfTheKey() {
    return budget.per() == Per.KEY;
  }

  /// What people call it, such as `monthly of the key bot`.
  String text() {
    return window.word() + of();
  }

  /// The same in a sentence, such as `the monthly budget of the key bot`.
  String spoken() {
    return "the " + window.word() + " budget" + of();
  }

  private String of() {
    return " of the " + word(budget.per()) + (subject.isEmpty() ? "" : " " + shown());
  }

  /// The subject as it may stand in a line: it may be anything that fits into a header.
  private String shown() {
    String line = subject.replaceAll("\\p{Cntrl}", "?");
    return line.codePointCount(0, line.length()) <= SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /// How it stands.
  BudgetStanding standing(Level level) {
    return new BudgetStanding(
        text(),
        window.name(),
        budget.per(),
        subject,
        budget.limit(),
        level.spent(),
        level.reserved(),
        budget.stops(),
        window.until());
  }

  private static String word(Per per) {
    return per.name().toLowerCase(Locale.ROOT);
  }
}
