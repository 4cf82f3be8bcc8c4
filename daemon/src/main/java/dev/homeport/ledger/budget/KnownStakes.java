package dev.homeport.ledger.budget;

import dev.homeport.config.router.Budget;
import dev.homeport.ledger.Payer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The stakes of those who asked today: they change with the day and with the settings, not with
/// the question.
final class KnownStakes {
  private static final int MOST = 1_000;
  private static final Duration DAY = Duration.ofDays(1);

  private volatile Known known = new Known(List.of(), Instant.MIN);

  private record Who(Payer payer, String provider) {}

  /// What is known of one day with these budgets.
  private static final class Known {
    private final List<Budget> budgets;
    private final Instant until;
    private final ConcurrentMap<Who, List<Stake>> stakes = new ConcurrentHashMap<>();

    private Known(List<Budget> budgets, Instant until) {
      this.budgets = budgets;
      this.until = until;
    }

    boolean fits(List<Budget> others, Instant now) {
      return budgets.equals(others) && now.isBefore(until) && !now.isBefore(until.minus(DAY));
    }
  }

  /// Those that a question falls under.
  List<Stake> of(List<Budget> budgets, Payer payer, String provider, Instant now) {
    Known today = known;
    if (!today.fits(budgets, now) || today.stakes.size() >= MOST) {
      today = new Known(budgets, Window.of(Budget.Period.DAILY, now).until());
      known = today;
    }
    return today.stakes.computeIfAbsent(
        new Who(payer, provider), who -> Stake.of(budgets, who.payer, who.provider, now));
  }
}
