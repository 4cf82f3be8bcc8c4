package dev.homeport.relay;

import dev.homeport.account.Pool;
import dev.homeport.account.Pool.Picked;
import dev.homeport.account.Pool.Stint;
import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;
import dev.homeport.journal.Event.Weight;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Trouble;
import dev.homeport.verdict.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Asks a leg with one account of its provider after the other, as long as another may do better.
///
/// An account that has said no is asked once for a request. One that was asked and is not to blame
/// for what came of it gets the other chance that its leg gets, where no other account is left.
/// Where the settings change meanwhile, it goes on with the accounts that there are then.
final class Rotation {
  private final Relay.Parts parts;
  private final Caller caller;
  private final Toll toll;

  /// Which accounts were asked for this request, by their provider.
  private final Map<String, Tries> all = new ConcurrentHashMap<>();

  /// The accounts of one provider that one request has asked.
  ///
  /// @param asked all of them
  /// @param barred those that must not be asked again
  private record Tries(Set<String> asked, Set<String> barred) {
    static Tries none() {
      return new Tries(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }

    boolean hasInnocent() {
      return !barred.containsAll(asked);
    }
  }

  Rotation(Relay.Parts parts, Caller caller, Toll toll) {
    this.parts = parts;
    this.caller = caller;
    this.toll = toll;
  }

  /// Asks so, with whatever there is to ask with, where there is money for it.
  Walk.Ask over(Walk.Ask ask) {
    return (lane, floor) -> toll.take(lane, () -> take(lane, () -> ask.ask(lane, floor)));
  }

  private Tried take(Lane lane, Turn.Ask ask) throws InterruptedException {
    Provider provider = lane.provider();
    Pool pool = provider.pool();
    if (pool == null) {
      toll.asks();
      return ask.ask();
    }
    Tries tries = all.computeIfAbsent(provider.name(), _ -> Tries.none());
    String model = lane.leg().model();
    Trouble last = null;
    while (true) {
      switch (pick(pool, lane, tries, last == null)) {
        case Picked.Taken(Stint stint) -> {
          try (stint) {
            if (!lane.asksAs(provider.as(stint.account()), stint.account())) {
              return last == null ? gone() : failed(last, pool, model);
            }
            tries.asked().add(stint.account());
            toll.asks();
            Tried tried = ask.ask();
            if (!(tried instanceof Tried.Failed(Trouble trouble))) {
              tell(stint, tried);
              return tried instanceof Tried.Broken(Trouble broken)
                  ? new Tried.Broken(blamed(broken, pool, model))
                  : tried;
            }
            last = last != null && isKeyless(trouble) ? last : trouble;
            if (!mayDoBetter(stint, trouble, tries) || !lane.goesOn()) {
              return failed(last, pool, model);
            }
            note(lane, stint, trouble);
          }
        }
        case Picked.Blocked(Instant freeAt, _) -> {
          return last == null
              ? new Tried.Failed(
                  new Trouble.OfAccounts(null, Pool.NEVER.equals(freeAt) ? null : freeAt))
              : failed(last, pool, model);
        }
        case Picked.Busy(String why) -> {
          return last == null ? Turn.busy(why) : failed(last, pool, model);
        }
        case Picked.Spent() -> {
          return last == null
              ? new Tried.Failed(new Trouble.OfAccounts(null, blockedUntil(pool, model)))
              : failed(last, pool, model);
        }
        case Picked.Left() -> {
          return last == null ? gone() : failed(last, pool, model);
        }
        case Picked.Closed() -> {
          Provider now = parts.providers().apply(provider.name());
          Pool others = now == null ? null : now.pool();
          if (now == null || others == null || others.equals(pool)) {
            return last == null ? Turn.busy("its accounts are gone") : failed(last, pool, model);
          }
          if (!lane.asksAnew(now)) {
            return last == null ? gone() : failed(last, pool, model);
          }
          provider = now;
          pool = others;
        }
      }
    }
  }

  /// The next account; where none is left and nobody was asked so far, one that was asked before
  /// and is not to blame.
  private Picked pick(Pool pool, Lane lane, Tries tries, boolean first)
      throws InterruptedException {
    String model = lane.leg().model();
    Picked picked = pool.pick(model, Set.copyOf(tries.asked()), caller.party(), lane::whileWaiting);
    return switch (picked) {
      case Picked.Taken _, Picked.Left _, Picked.Closed _ -> picked;
      case Picked.Blocked _, Picked.Busy _, Picked.Spent _ ->
          first && tries.hasInnocent()
              ? pool.pick(model, Set.copyOf(tries.barred()), caller.party(), lane::whileWaiting)
              : picked;
    };
  }

  /// Tells the account what came of it, where the client got something, or wants nothing more.
  private static void tell(Stint stint, Tried tried) {
    switch (tried) {
      case Tried.Answered() -> stint.answered();
      case Tried.Outrun(boolean proven) -> {
        if (proven) {
          stint.answered();
        }
      }
      case Tried.Broken(Trouble trouble) -> {
        if (trouble instanceof Trouble.OfAnswer(Complaint complaint)) {
          boolean _ = stint.failed(complaint);
        }
      }
      case Tried.Left _, Tried.Failed _ -> {}
    }
  }

  /// Tells the account that it has failed; whether another may do better.
  private static boolean mayDoBetter(Stint stint, Trouble trouble, Tries tries) {
    if (trouble instanceof Trouble.OfAnswer(Complaint complaint)) {
      boolean better = stint.failed(complaint);
      if (better || Verdict.isOfAccount(complaint.kind())) {
        tries.barred().add(stint.account());
      }
      return better;
    }
    if (isKeyless(trouble)) {
      // Why there is nothing to show may be nobody's fault, so the account hears nothing of it.
      tries.barred().add(stint.account());
      return true;
    }
    return false;
  }

  private static boolean isKeyless(Trouble trouble) {
    return trouble instanceof Trouble.OfWay(Failure.Keyless _);
  }

  private Tried failed(Trouble last, Pool pool, String model) {
    return new Tried.Failed(blamed(last, pool, model));
  }

  /// What the leg has failed of: where that is its accounts' fault, it is not the provider's. A
  /// model that is not there may be one that no account has in its plan.
  private Trouble blamed(Trouble last, Pool pool, String model) {
    if (!(last instanceof Trouble.OfAnswer(Complaint complaint))) {
      return last;
    }
    Instant until = blockedUntil(pool, model);
    boolean theirs =
        Verdict.isOfAccount(complaint.kind())
            || (complaint.kind() == Complaint.Kind.NO_MODEL && until != null);
    return theirs ? new Trouble.OfAccounts(complaint, until) : last;
  }

  private @Nullable Instant blockedUntil(Pool pool, String model) {
    Instant free = pool.freeAt(model);
    return free.isAfter(parts.wall().now()) && !free.equals(Pool.NEVER) ? free : null;
  }

  private static Tried gone() {
    return new Tried.Left("before the answer began");
  }

  /// Names of accounts are for the log alone.
  private void note(Lane lane, Stint stint, Trouble trouble) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("provider", lane.leg().provider());
    facts.put("account", stint.account());
    facts.put("cause", trouble.word());
    facts.put("id", caller.request());
    parts.journal().note(Weight.DEBUG, "account rotated", facts);
  }
}
