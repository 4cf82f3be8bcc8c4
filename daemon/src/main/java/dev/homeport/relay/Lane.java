package dev.homeport.relay;

import dev.homeport.condition.Permit;
import dev.homeport.failure.Failure;
import dev.homeport.routing.Leg;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A leg that is under way, among others perhaps. One thread runs it; it is called off from any.
final class Lane {
  private final Walk walk;
  private final Account account;
  private final Leg leg;
  private final long beganNanos;

  /// Who is asked, and by what: anew with each of its accounts. Guarded by this, as is whether it
  /// was asked with one, and with which.
  private Provider provider;

  private Attempt attempt;
  private @Nullable String name;

  /// What it comes to; guarded by this.
  private Tab tab = Tab.free();

  /// Who is told in the end what came of it; nothing between being found slow and being asked about
  /// anew. Guarded by this, as is what is told.
  private @Nullable Permit permit;

  private @Nullable Consumer<Permit> told;

  /// Ends its wait for a turn; guarded by this, as is whether it was called off.
  private @Nullable Runnable waiting;

  private boolean off;

  /// Whether somebody else was faster, and whether it goes on for nobody; guarded by this.
  private boolean outrun;

  private boolean detached;

  /// Whether its model may be loading; guarded by this, as is whether it has a thread of its own.
  private boolean loads;

  private boolean apart;

  /// Why somebody else was asked beside it, in a word; nothing where nobody was. Guarded by this.
  private @Nullable String slow;

  Lane(Walk walk, Account account, Leg leg, Provider provider, Permit permit, long beganNanos) {
    this.walk = walk;
    this.account = account;
    this.leg = leg;
    this.provider = provider;
    this.attempt = provider.attempt();
    this.permit = permit;
    this.beganNanos = beganNanos;
  }

  Leg leg() {
    return leg;
  }

  synchronized Provider provider() {
    return provider;
  }

  synchronized Attempt attempt() {
    return attempt;
  }

  /// From here on it is asked with this account; false where it is not to be asked any more.
  ///
  /// @param as the provider with it
  synchronized boolean asksAs(Provider as, String account) {
    if (!goesOn()) {
      return false;
    }
    if (name != null) {
      attempt = as.attempt();
    }
    provider = as;
    name = account;
    return true;
  }

  /// From here on it is asked as its provider stands in the settings now; false where it is not to
  /// be asked any more.
  synchronized boolean asksAnew(Provider current) {
    if (!goesOn()) {
      return false;
    }
    provider = current;
    attempt = current.attempt();
    return true;
  }

  /// Whether it may be asked: not where it was called off, nor where somebody else was faster.
  synchronized boolean goesOn() {
    return !off && !outrun;
  }

  /// The account with which it was asked last; nothing where there is none.
  synchronized @Nullable String account() {
    return name;
  }

  /// From here on this is what it comes to.
  synchronized void owes(Tab owed) {
    tab = owed;
  }

  synchronized Tab tab() {
    return tab;
  }

  long beganNanos() {
    return beganNanos;
  }

  /// Whether others may be asked beside it: then its thread may have to outlast the request.
  boolean mayHaveCompany() {
    Provider asked = provider();
    return (asked.isHome() && !asked.acknowledges()) || asked.waits().hedge() != null;
  }

  /// Its first piece has come, or all of a plain answer: it may have the floor unless somebody else
  /// was faster.
  boolean leads() {
    return walk.leads(this);
  }

  /// Whether nobody else is left to be asked but those who rest.
  boolean isLast() {
    return walk.isLast();
  }

  /// It may not be there: somebody looks.
  void suspect() {
    account.suspect(leg);
  }

  /// Whether all of it is known to be away.
  boolean isAway() {
    return account.isAway(leg);
  }

  /// It takes long, and somebody else is asked beside it; false where nobody is left.
  boolean company(String why) {
    synchronized (this) {
      slow = slow == null ? why : slow;
    }
    return walk.beside(this, why);
  }

  /// It has not begun to answer in time, though it may load its model: that is held against it, and
  /// somebody else is asked beside it.
  void isSlow(String detail) {
    var silent = new Failure.Silent(leg.provider(), detail, Failure.Wait.FIRST_TOKEN);
    loads(true);
    account.heldAgainst(this, new Trouble.OfWay(silent));
    boolean _ = company(silent.word());
  }

  synchronized @Nullable String slow() {
    return slow;
  }

  /// What came of it; the first word counts.
  void tell(Consumer<Permit> what) {
    Permit asked;
    synchronized (this) {
      asked = permit;
      permit = null;
      told = told == null ? what : told;
    }
    if (asked != null) {
      what.accept(asked);
    }
  }

  /// Takes the leave that it has, to be told already that it takes long; nothing where what came of
  /// it is known.
  synchronized Optional<Permit> recalled() {
    Permit asked = permit;
    permit = null;
    return Optional.ofNullable(asked);
  }

  /// Its answer is good: whoever is told learns it before the client does, whose next question may
  /// come at once.
  void answered() {
    account.proven(this);
  }

  /// Another leave in place of the one that was recalled; it hears at once what has come of it
  /// meanwhile.
  void renewed(Permit next) {
    Consumer<Permit> known;
    synchronized (this) {
      known = told;
      permit = known == null ? next : null;
    }
    if (known != null) {
      known.accept(next);
    }
  }

  /// Somebody else was faster. Whether it goes on for nobody all the same: where its model may be
  /// loading, because a load that is given up begins anew the next time.
  synchronized boolean letGo(Lingering others) {
    outrun = true;
    detached = apart && loads && attempt.outlastsQuestion() && others.admits(this);
    return detached;
  }

  /// Whether its model may be loading.
  synchronized void loads(boolean may) {
    loads = may;
  }

  /// From here on it has a thread of its own.
  synchronized void runsApart() {
    apart = true;
  }

  /// Whether somebody else was faster.
  synchronized boolean isOutrun() {
    return outrun;
  }

  /// Whether it goes on for nobody.
  synchronized boolean isDetached() {
    return detached;
  }

  /// The time is over that the client gives.
  void tooLate(Duration limit) {
    attempt()
        .expire(
            Failure.Wait.REQUEST,
            "no answer came within the " + Spell.seconds(limit) + " that the request gives");
    callOff();
  }

  /// While it waits for its turn, this ends the wait.
  void whileWaiting(Runnable end) {
    boolean late;
    synchronized (this) {
      waiting = end;
      late = off;
    }
    if (late) {
      end.run();
    }
  }

  /// Ends it at once.
  void callOff() {
    Runnable end;
    Attempt asked;
    synchronized (this) {
      off = true;
      end = waiting;
      asked = attempt;
    }
    asked.cancel();
    if (end != null) {
      end.run();
    }
  }
}
