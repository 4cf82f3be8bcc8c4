package dev.homeport.ledger.budget;

import dev.homeport.chat.Usage;
import dev.homeport.config.router.Budget;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.config.router.Spending.Price;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.BudgetReached;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Fare;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.Purse.Opened;
import dev.homeport.ledger.budget.Budgets.Spendable;
import dev.homeport.ledger.price.PriceList;
import dev.homeport.ledger.price.Prices;
import dev.homeport.store.Tallies;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Budgets with clocks that are set by hand and prices that are easy to reckon with: at `exact` a
/// token costs a cent, `shop` is OpenRouter, `home` is home, `stranger` has no price.
final class Wallet {
  static final long DOLLAR = 1_000_000_000;
  static final long CENT = DOLLAR / 100;
  static final Payer BOT = new Payer("bot", "ann", "acme");

  private static final Map<String, String> SELLERS =
      Map.of("home", "home", "shop", "openrouter", "exact", "openai", "biller", "openrouter");

  final LittleTallies tallies;
  final FakeWall wall = new FakeWall();
  final FakeTicker ticker = new FakeTicker();
  final Told told = new Told();
  final Budgets budgets;
  volatile Spendable spendable;

  Wallet(Budget... budgets) {
    this(new LittleTallies(), null, budgets);
  }

  /// @param real the ticker of real time, where threads wait
  Wallet(LittleTallies tallies, @Nullable Ticker real, Budget... budgets) {
    this.tallies = tallies;
    this.spendable = spendable(budgets);
    this.budgets = budgets(tallies, real == null ? ticker : real);
  }

  private Budgets budgets(Tallies some, Ticker by) {
    return new Budgets(() -> spendable, some, by, wall, told, Runnable::run);
  }

  static Spendable spendable(Budget... budgets) {
    long dear = CENT * 1_000_000;
    var written =
        List.of(
            new Price("exact", "*", dear, dear, null), new Price("biller", "*", dear, dear, null));
    return new Spendable(List.of(budgets), Prices.of(PriceList.shipped(), written, SELLERS));
  }

  static Budget monthly(long dollars) {
    return new Budget(Period.MONTHLY, Per.DEPLOYMENT, null, dollars * DOLLAR, true);
  }

  static Budget of(Period period, Per per, @Nullable String name, long dollars) {
    return new Budget(period, per, name, dollars * DOLLAR, true);
  }

  static Budget alert(Budget budget) {
    return new Budget(budget.period(), budget.per(), budget.name(), budget.limit(), false);
  }

  /// Asks for leave, without patience, where a token costs a cent.
  Opened open(long prompt, long answer) {
    return open(BOT, "exact", prompt, answer);
  }

  Opened open(Payer payer, String provider, long prompt, @Nullable Long answer) {
    try {
      return budgets.open(payer, provider, "m", new Estimate(prompt, answer), Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
  }

  Fare leave(long prompt, long answer) {
    return leave(open(prompt, answer));
  }

  static Fare leave(Opened opened) {
    if (opened instanceof Opened.Leave(Fare fare)) {
      return fare;
    }
    throw new AssertionError("refused: " + opened);
  }

  static Opened.Broke broke(Opened opened) {
    if (opened instanceof Opened.Broke broke) {
      return broke;
    }
    throw new AssertionError("not refused: " + opened);
  }

  /// Spends so many cents, as it was expected.
  void spend(long cents) {
    leave(cents, 0).answered(Usage.of(cents, 0), false);
  }

  /// A usage of which the provider told the price.
  static Usage charged(double dollars) {
    return new Usage(10, 10, null, null, dollars);
  }

  /// What was told of budgets: `80 monthly of …`.
  List<String> reached() {
    return told.events().stream()
        .filter(BudgetReached.class::isInstance)
        .map(BudgetReached.class::cast)
        .map(event -> event.percent() + " " + event.budget() + " " + event.window())
        .toList();
  }
}
