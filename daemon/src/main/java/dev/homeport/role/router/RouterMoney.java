package dev.homeport.role.router;

import dev.homeport.config.router.RouterSettings;
import dev.homeport.journal.Event;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.Ledger;
import dev.homeport.ledger.Purse;
import dev.homeport.ledger.budget.BudgetStanding;
import dev.homeport.ledger.budget.Budgets;
import dev.homeport.ledger.budget.Budgets.Spendable;
import dev.homeport.ledger.price.PriceList;
import dev.homeport.ledger.price.Prices;
import dev.homeport.ledger.price.Sellers;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Services;
import dev.homeport.lifecycle.Threads;
import dev.homeport.server.admin.Books;
import dev.homeport.state.BookDoor;
import dev.homeport.store.Tallies;
import dev.homeport.store.ledger.Query;
import dev.homeport.store.memory.Allowances;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The money of a router: what may be spent, what things cost, and the ledger.
final class RouterMoney implements Books, Journal {
  private final PriceList list = PriceList.shipped();
  private final Allowances allowances;
  private final Budgets budgets;
  private final @Nullable Ledger ledger;

  /// What the settings say of money; replaced when they change.
  private volatile Spendable spendable;

  RouterMoney(
      RouterSettings now,
      Tallies tallies,
      Alarms alarms,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    this.spendable = spendable(list, now);
    this.allowances =
        new Allowances(
            tallies,
            (time, action) -> {
              var _ = alarms.in(time, () -> aside(action));
            },
            RouterMoney::aside);
    this.budgets =
        new Budgets(() -> spendable, allowances, ticker, wall, journal, RouterMoney::aside);
    this.ledger =
        BookDoor.to(now.ledger())
            .map(
                door ->
                    new Ledger(
                        door.where(),
                        door.opening()::open,
                        now.state(),
                        ticker,
                        wall,
                        journal,
                        now.keep()))
            .orElse(null);
  }

  private static Spendable spendable(PriceList list, RouterSettings now) {
    return new Spendable(
        now.spending().budgets(),
        Prices.of(list, now.spending().prices(), Sellers.of(now.providers())));
  }

  private static void aside(Runnable task) {
    Thread _ = Threads.virtual("budget", task);
  }

  /// Obeys changed settings.
  void follow(RouterSettings now) {
    spendable = spendable(list, now);
  }

  void start(Services services) throws Exception {
    services.start(new InHand());
    if (ledger != null) {
      services.start(ledger);
    }
  }

  /// The tallies of the state, with a little of them in hand.
  Tallies tallies() {
    return allowances;
  }

  /// Who lets money be spent.
  Purse purse() {
    return budgets;
  }

  @Override
  public void tell(Event event) {
    if (ledger != null) {
      ledger.tell(event);
    }
  }

  /// How the budgets stand.
  List<BudgetStanding> budgets() {
    return budgets.standing();
  }

  @Override
  public Summed sum(Query query) {
    if (ledger == null) {
      return new Summed.Off();
    }
    try {
      return new Summed.Found(ledger.sum(query));
    } catch (IOException e) {
      return new Summed.Away(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Summed.Away("this Homeport stops");
    }
  }

  @Override
  public @Nullable Standing standing() {
    if (ledger == null) {
      return null;
    }
    var now = ledger.standing();
    return new Standing(now.where(), now.waiting(), now.spooled(), now.lost(), now.trouble());
  }

  /// What is in hand of the budgets, as something that is given back.
  private final class InHand implements Service {
    @Override
    public String name() {
      return "allowances";
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
      allowances.stop();
    }
  }
}
