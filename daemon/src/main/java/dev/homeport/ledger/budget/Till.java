package dev.homeport.ledger.budget;

import dev.homeport.config.router.Budget;
import dev.homeport.ledger.budget.Dearest.Top;
import dev.homeport.ledger.budget.Till.Outcome.Kept;
import dev.homeport.ledger.budget.Till.Outcome.Refused;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved.Granted;
import dev.homeport.store.Tallies.Reserved.Over;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where money is reserved, and waited for where only others' reservations are in the way.
final class Till {
  /// Whoever has not paid by then is taken for dead, and what is presumed for paid; who pays later
  /// is put right.
  private static final Duration LEASE = Duration.ofMinutes(15);

  /// So often it is looked for money that other processes set free: only our own rings the bell.
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final Supplier<List<Budget>> budgets;
  private final Tallies tallies;
  private final Dearest dearest;
  private final Bell bell;
  private final KnownStakes known = new KnownStakes();
  private final Ticker ticker;
  private final WallClock wall;

  /// What came of it.
  sealed interface Outcome {
    /// It may be spent.
    ///
    /// @param hold what is reserved; nothing where it falls under no budget
    /// @param levels how the pots stand with it
    record Kept(List<Stake> stakes, @Nullable Hold hold, Map<Pot, Level> levels)
        implements Outcome {}

    /// It may not.
    ///
    /// @param until when there is money again; no later than now where that depends on others
    /// @param levels how the pot stands that leaves too little
    record Refused(String why, Instant until, List<Stake> stakes, Map<Pot, Level> levels)
        implements Outcome {}
  }

  /// What came of one attempt.
  private sealed interface Attempt {
    record Done(Outcome outcome) implements Attempt {}

    /// What others have reserved is in the way.
    record Busy(Refused refused) implements Attempt {}
  }

  Till(
      Supplier<List<Budget>> budgets,
      Tallies tallies,
      Dearest dearest,
      Bell bell,
      Ticker ticker,
      WallClock wall) {
    this.budgets = budgets;
    this.tallies = tallies;
    this.dearest = dearest;
    this.bell = bell;
    this.ticker = ticker;
    this.wall = wall;
  }

  /// Reserves what a question may cost.
  Outcome reserve(Wanted wanted, Duration patience) throws InterruptedException {
    Deadline deadline = Deadline.in(patience, ticker);
    while (true) {
      long heard = bell.rings();
      switch (attempt(wanted)) {
        case Attempt.Done(Outcome outcome) -> {
          return outcome;
        }
        case Attempt.Busy(Refused refused) -> {
          long left = deadline.leftNanos();
          if (left <= 0) {
            return refused;
          }
          bell.await(heard, Math.min(left, LOOK_NANOS));
        }
      }
    }
  }

  /// Tries once, with the windows and the settings of this moment.
  private Attempt attempt(Wanted wanted) {
    List<Stake> stakes = known.of(budgets.get(), wanted.payer(), wanted.provider(), wall.now());
    if (stakes.isEmpty()) {
      return new Attempt.Done(new Kept(stakes, null, Map.of()));
    }
    Top paid = dearest.of(wanted.provider(), wanted.model());
    boolean limited = wanted.rate() != null || paid != null;
    List<Pot> pots = Stake.pots(stakes, limited);
    Claim claim =
        limited
            ? Claim.of(wanted.rate(), wanted.estimate(), paid, pots, wanted.bills())
            : Claim.NOTHING;
    return attempt(stakes, pots, claim);
  }

  /// Tries for the whole, then for what is left in one pot after the other: that is granted only
  /// where nothing else is reserved in the pot.
  private Attempt attempt(List<Stake> stakes, List<Pot> pots, Claim claim) {
    long amount = claim.whole();
    while (true) {
      switch (tallies.reserve(pots, amount, Math.min(amount, claim.presumed()), LEASE)) {
        case Granted(Hold hold, Map<Pot, Level> levels) -> {
          return new Attempt.Done(new Kept(stakes, hold, levels));
        }
        case Over(Pot pot, Level level) -> {
          Stake stake = of(pot, stakes);
          Map<Pot, Level> levels = Map.of(pot, level);
          Instant until = stake.window().until();
          long left = stake.budget().limit() - level.spent();
          if (left <= 0) {
            String why = Refusal.usedUp(stake, level);
            return new Attempt.Done(new Refused(why, until, stakes, levels));
          }
          if (left < claim.least()) {
            String why = Refusal.tooLittle(stake, level, claim.least());
            return new Attempt.Done(new Refused(why, until, stakes, levels));
          }
          if (level.reserved() > 0 || amount <= left) {
            String why = Refusal.held(stake, level);
            return new Attempt.Busy(new Refused(why, wall.now(), stakes, levels));
          }
          amount = left;
        }
      }
    }
  }

  /// The budget that gave a pot its limit.
  private static Stake of(Pot pot, List<Stake> stakes) {
    for (Stake stake : stakes) {
      Long limit = pot.limit();
      if (limit != null
          && stake.budget().stops()
          && stake.budget().limit() == limit
          && stake.pot().equals(pot.name())) {
        return stake;
      }
    }
    throw new IllegalStateException("no budget limits " + pot);
  }
}
