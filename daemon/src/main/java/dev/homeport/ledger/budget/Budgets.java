package dev.homeport.ledger.budget;

import dev.homeport.chat.Usage;
import dev.homeport.config.router.Budget;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.Purse;
import dev.homeport.ledger.budget.Dearest.Top;
import dev.homeport.ledger.budget.Till.Outcome.Kept;
import dev.homeport.ledger.budget.Till.Outcome.Refused;
import dev.homeport.ledger.price.Prices;
import dev.homeport.ledger.price.Rate;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Level;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The purse that keeps to the budgets of the settings.
///
/// What is promised: a budget that stops is never overspent, however many ask at once and in
/// however many processes on one state, as long as no answer costs more than was reserved for it
/// ([Claim]). One that does is paid in full, and the next are refused the sooner. Near the end of a
/// budget a question may be more than what is left: it may go ahead alone, with all that is left
/// reserved for it, where it can be expected to cost no more, since a budget of a dollar would
/// otherwise refuse everything whose upper bound is two. What was under way when a process was
/// killed counts as spent at its upper bound, or at the dearest of late, whichever is more; what
/// was reserved beyond that because nothing was known yet is given back.
///
/// A budget knows what was paid since it was written. Home is never refused, nor is what costs
/// nothing or has no price.
public final class Budgets implements Purse {
  private static final int NAMES_TOLD = 1_000;

  private final Supplier<Spendable> settings;
  private final Tallies tallies;
  private final WallClock wall;
  private final Journal journal;
  private final Marks marks;
  private final Dearest dearest;
  private final Till till;
  private final Bell bell = new Bell();
  private final Seen seen = new Seen();

  /// The providers of which it was told that they have no price.
  private final Set<String> unpriced = ConcurrentHashMap.newKeySet();

  /// What the settings say of money at the moment.
  public record Spendable(List<Budget> budgets, Prices prices) {
    /// Copies the list.
    public Spendable {
      budgets = List.copyOf(budgets);
    }
  }

  /// A purse.
  ///
  /// @param settings those of the moment; asked with every request
  /// @param aside does what may take a moment, in another thread
  public Budgets(
      Supplier<Spendable> settings,
      Tallies tallies,
      Ticker ticker,
      WallClock wall,
      Journal journal,
      Executor aside) {
    this.settings = settings;
    this.tallies = tallies;
    this.wall = wall;
    this.journal = journal;
    this.marks = new Marks(tallies, wall, journal, aside);
    this.dearest = new Dearest(ticker);
    this.till = new Till(() -> settings.get().budgets(), tallies, dearest, bell, ticker, wall);
  }

  @Override
  public @Nullable Long priced(String provider, String model, Usage usage) {
    return settings.get().prices().priced(provider, model, usage);
  }

  @Override
  public Opened open(
      Payer payer, String provider, String model, Estimate estimate, Duration patience)
      throws InterruptedException {
    Prices prices = settings.get().prices();
    Rate rate = prices.rate(provider, model);
    if (rate == null) {
      tellUnpriced(provider, model);
    }
    Top paid = dearest.of(provider, model);
    if (rate != null && rate.isFree() && (paid == null || paid.cost() == 0)) {
      return new Opened.Leave(ride(provider, model, rate, null));
    }
    var wanted = new Wanted(payer, provider, model, rate, estimate, prices.bills(provider));
    return switch (till.reserve(wanted, patience)) {
      case Refused(String why, Instant until, var stakes, var levels) -> {
        marks.saw(stakes, levels);
        yield new Opened.Broke(why, until);
      }
      case Kept kept -> {
        seen.saw(kept.stakes());
        marks.saw(kept.stakes(), kept.levels());
        yield new Opened.Leave(ride(provider, model, rate, kept));
      }
    };
  }

  private Ride ride(String provider, String model, @Nullable Rate rate, @Nullable Kept kept) {
    return new Ride(rate, paid -> dearest.paid(provider, model, paid), cost -> settle(kept, cost));
  }

  /// Does not wait: it is called where an answer ends.
  private void settle(@Nullable Kept kept, long cost) {
    if (kept == null || kept.hold() == null) {
      return;
    }
    marks.paid(kept.stakes(), kept.levels().keySet(), cost);
    tallies.settle(kept.hold(), cost);
    bell.ring();
  }

  private void tellUnpriced(String provider, String model) {
    if (unpriced.size() < NAMES_TOLD && unpriced.add(provider)) {
      journal.note(
          Weight.WARN,
          "provider without a price",
          Map.of(
              "provider",
              provider,
              "model",
              model,
              "next",
              "what it answers counts as nothing; say under router.prices what a million of its"
                  + " tokens cost"));
    }
  }

  /// How all budgets stand, in the order of the settings. Of a budget for each key and the like,
  /// those that spent something in this process, unless it is for one name.
  public List<BudgetStanding> standing() {
    return standing(Map.of());
  }

  /// The same with others who may have spent, by what they are.
  public List<BudgetStanding> standing(Map<Per, Set<String>> others) {
    Instant now = wall.now();
    var stakes = new ArrayList<Stake>();
    for (Budget budget : settings.get().budgets()) {
      for (String subject : subjects(budget, others)) {
        stakes.add(Stake.of(budget, subject, now));
      }
    }
    var levels = new HashMap<String, Level>();
    tallies
        .levels(Stake.pots(stakes, false))
        .forEach((pot, level) -> levels.put(pot.name(), level));
    return stakes.stream()
        .map(stake -> stake.standing(levels.getOrDefault(stake.pot(), new Level(0, 0))))
        .toList();
  }

  private Set<String> subjects(Budget budget, Map<Per, Set<String>> others) {
    if (budget.per() == Per.DEPLOYMENT) {
      return Set.of("");
    }
    if (budget.name() != null) {
      return Set.of(budget.name());
    }
    var subjects = new TreeSet<>(seen.of(budget.per()));
    subjects.addAll(others.getOrDefault(budget.per(), Set.of()));
    return subjects;
  }

  /// How many wait for money that others have reserved.
  int waiting() {
    return bell.waiting();
  }
}
