package dev.homeport.ledger.budget;

import dev.homeport.journal.Event.BudgetReached;
import dev.homeport.journal.Journal;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved.Granted;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// Tells when a budget is nearly used up, and when it is: each once in a window, by whichever of
/// those on the same state comes first.
final class Marks {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int MANY = 20_000;

  private final Tallies tallies;
  private final WallClock wall;
  private final Journal journal;
  private final Executor aside;

  /// What is spent of each pot, as far as this process knows: what it last saw and what it has paid
  /// since.
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

  /// What this process has told, or another one.
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private record Known(AtomicLong spent, Instant until) {}

  /// @param aside does what may take a moment
  Marks(Tallies tallies, WallClock wall, Journal journal, Executor aside) {
    this.tallies = tallies;
    this.wall = wall;
    this.journal = journal;
    this.aside = aside;
  }

  /// Takes in how pots stand.
  void saw(List<Stake> stakes, Map<Pot, Level> levels) {
    levels.forEach(
        (pot, level) -> known(pot.name(), pot.over()).accumulateAndGet(level.spent(), Math::max));
    check(stakes);
  }

  /// Takes in what was paid. It is told here before it is settled, so that no level can hold it
  /// before it is known: it would be counted twice.
  void paid(List<Stake> stakes, Set<Pot> pots, long cost) {
    for (Pot pot : pots) {
      known(pot.name(), pot.over()).addAndGet(cost);
    }
    check(stakes);
  }

  private AtomicLong known(String pot, Instant until) {
    if (known.size() >= MANY) {
      forget();
    }
    return known.computeIfAbsent(pot, _ -> new Known(new AtomicLong(), until)).spent();
  }

  /// Forgets windows that are over, and all where those are not what makes so many.
  private void forget() {
    Instant now = wall.now();
    known.values().removeIf(some -> some.until().isBefore(now));
    if (known.size() >= MANY) {
      known.clear();
    }
    told.removeIf(mark -> !known.containsKey(mark.substring(mark.indexOf('!') + 1)));
  }

  private void check(List<Stake> stakes) {
    for (Stake stake : stakes) {
      Known pot = known.get(stake.pot());
      long limit = stake.budget().limit();
      long spent = pot == null ? 0 : pot.spent().get();
      if (pot == null || spent <= 0 || spent < limit - limit / 5) {
        continue;
      }
      boolean all = spent >= limit;
      boolean news = told.add(mark(stake, 80));
      if (all && told.add(mark(stake, 100))) {
        aside.execute(() -> tell(stake, 100, spent));
      } else if (news && !all) {
        aside.execute(() -> tell(stake, 80, spent));
      }
    }
  }

  /// One limit of one pot, of which several budgets may have another.
  private static String mark(Stake stake, int percent) {
    return "told/%d/%d!%s".formatted(percent, stake.budget().limit(), stake.pot());
  }

  /// Tells it unless another process did: whoever puts the one thing into the pot that it holds.
  private void tell(Stake stake, int percent, long spent) {
    var once = new Pot(mark(stake, percent), 1L, stake.window().until());
    if (tallies.reserve(List.of(once), 1, 1, LEASE) instanceof Granted(var hold, _)) {
      tallies.settle(hold, 1);
      journal.tell(
          new BudgetReached(
              stake.text(),
              stake.window().name(),
              percent,
              stake.budget().limit(),
              spent,
              stake.budget().stops()));
    }
  }
}
