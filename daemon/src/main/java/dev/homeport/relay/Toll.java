package dev.homeport.relay;

import dev.homeport.chat.Usage;
import dev.homeport.journal.Event.Charge;
import dev.homeport.ledger.Bill;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Fare;
import dev.homeport.ledger.Purse;
import dev.homeport.routing.Leg;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one request costs: each leg is asked only where there is money for it, and is settled
/// whatever becomes of it.
final class Toll {
  /// As long others may settle whose reservations are in the way.
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /// A token may have fewer bytes than we reckon with: who reserves money reserves rather too much.
  private static final int CAREFUL = 2;

  private final Relay.Parts parts;
  private final Caller caller;
  private final Estimate estimate;

  /// What was made by those who were asked; guarded by this, as is all that follows.
  private final List<Tab> tabs = new ArrayList<>();

  /// How often somebody was asked.
  private int attempts;

  /// Whose answer the client got, or a part of it.
  private @Nullable Answerer answerer;

  /// Somebody whose answer a client got.
  ///
  /// @param account with which of its accounts; nothing where it has none
  private record Answerer(Leg leg, @Nullable String account, Tab tab) {}

  Toll(Relay.Parts parts, Caller caller, Estimate estimate) {
    this.parts = parts;
    this.caller = caller;
    this.estimate = estimate;
  }

  /// Asks where there is money for it, and settles.
  Tried take(Lane lane, Turn.Ask ask) throws InterruptedException {
    return switch (opened(lane)) {
      case Purse.Opened.Broke(var why, var until) ->
          new Tried.Failed(new Trouble.OfPurse(why, until));
      case Purse.Opened.Leave(Fare fare) -> {
        var tab = new Tab(fare, estimate.prompt());
        lane.owes(tab);
        Tried tried = null;
        try {
          tried = ask.ask();
          yield tried;
        } finally {
          settle(lane, tab, tried);
        }
      }
    };
  }

  private Purse.Opened opened(Lane lane) throws InterruptedException {
    Leg leg = lane.leg();
    var ahead = new Estimate(CAREFUL * estimate.prompt(), estimate.answer());
    // Whoever is at home costs nothing.
    return lane.provider().isHome()
        ? new Purse.Opened.Leave(Fare.FREE)
        : parts.purse().open(caller.payer(), leg.provider(), leg.model(), ahead, PATIENCE);
  }

  private void settle(Lane lane, Tab tab, @Nullable Tried tried) {
    if (tried instanceof Tried.Outrun || lane.isOutrun()) {
      tab.nothing();
      return;
    }
    tab.settle();
    if (tab.usage() == null) {
      return;
    }
    synchronized (this) {
      tabs.add(tab);
      if (!(tried instanceof Tried.Failed)) {
        answerer = new Answerer(lane.leg(), lane.account(), tab);
      }
    }
  }

  /// Somebody is asked.
  synchronized void asks() {
    attempts++;
  }

  /// Who gave the client an answer, or a part of one; nothing where nobody did.
  synchronized @Nullable String provider() {
    return answerer == null ? null : answerer.leg().provider();
  }

  /// What that answer used; nothing where there was none.
  synchronized @Nullable Usage usage() {
    return answerer == null ? null : answerer.tab().usage();
  }

  /// All of it.
  ///
  /// @param legs those who were to be asked
  /// @param cause why somebody else than the first was asked; nothing where that was not so
  Charge charge(List<Leg> legs, @Nullable String cause) {
    Answerer known;
    List<Tab> all;
    int asked;
    synchronized (this) {
      known = answerer;
      all = List.copyOf(tabs);
      asked = attempts;
    }
    Long cost = 0L;
    boolean estimated = false;
    for (Tab tab : all) {
      Bill bill = tab.bill();
      if (bill != null) {
        Long more = bill.cost();
        cost = cost == null || more == null ? null : Long.valueOf(cost + more);
        estimated |= bill.estimated();
      }
    }
    return new Charge(
        caller.payer().tenant(),
        known == null ? null : known.account(),
        asked,
        cause,
        estimated,
        cost,
        known == null ? null : saved(known, legs));
  }

  /// What the same would have cost at the first who would have taken money for it, where home has
  /// answered.
  private @Nullable Long saved(Answerer by, List<Leg> legs) {
    Usage usage = by.tab().usage();
    if (usage == null || !isHome(by.leg())) {
      return null;
    }
    for (Leg leg : legs) {
      Long price = isHome(leg) ? null : parts.purse().priced(leg.provider(), leg.model(), usage);
      if (price != null) {
        return price;
      }
    }
    return null;
  }

  private boolean isHome(Leg leg) {
    Provider provider = parts.providers().apply(leg.provider());
    return provider != null && provider.isHome();
  }
}
