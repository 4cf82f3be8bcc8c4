package dev.homeport.relay;

import dev.homeport.condition.Permit;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.lifecycle.Threads;
import dev.homeport.relay.Relay.Relayed;
import dev.homeport.routing.Leg;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Setback;
import dev.homeport.verdict.Trouble;
import dev.homeport.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The walk over the legs of one request until one of them answers.
///
/// The request's own thread asks one after the other. Where somebody takes long, the next is asked
/// beside it by a thread of its own; whoever brings the first piece leads, and the others are
/// called off. Who may have company runs apart from the beginning, because its load may outlast the
/// request.
final class Walk {
  private final Relay.Parts parts;
  private final Itinerary itinerary;
  private final Caller caller;
  private final boolean plain;
  private final Floor floor;
  private final Ask ask;
  private final Account account;

  /// Who may still be asked; guarded by this, as is all that follows.
  private final Deque<Leg> ahead;

  private final List<Lane> running = new ArrayList<>();

  /// Those that go on for nobody, so that a load is not lost.
  private final List<Lane> lingering = new ArrayList<>();

  private final List<Setback> setbacks = new ArrayList<>();

  /// How many threads walk besides the request's own.
  private int companions;

  /// Who has begun to answer first.
  private @Nullable Lane leader;

  /// How it ended, where somebody has begun to answer or the client has left.
  private @Nullable Relayed outcome;

  /// Whether the time is over that the client gives, and whether it is but for the one who leads.
  private boolean late;

  private boolean overtime;

  private boolean repeated;

  /// What nobody foresaw, in a thread that is not the request's own.
  private @Nullable RuntimeException bug;

  /// Asks a provider.
  @FunctionalInterface
  interface Ask {
    Tried ask(Lane lane, Floor floor) throws InterruptedException;
  }

  /// @param plain whether the client gets all of an answer at once
  Walk(
      Relay.Parts parts,
      Itinerary itinerary,
      Caller caller,
      boolean plain,
      Floor floor,
      Account account,
      Ask ask) {
    this.parts = parts;
    this.itinerary = itinerary;
    this.caller = caller;
    this.plain = plain;
    this.floor = floor;
    this.account = account;
    this.ask = ask;
    this.ahead = new ArrayDeque<>(itinerary.route().legs());
  }

  /// Walks; returns when it is known how it went and nobody speaks to the client any more.
  Walked run() throws InterruptedException {
    Duration limit = itinerary.limit();
    Alarm alarm = limit == null ? null : parts.alarms().in(limit, () -> isLate(limit));
    try {
      walk();
      synchronized (this) {
        while (companions > 0) {
          wait();
        }
        if (bug != null && outcome == null) {
          throw bug;
        }
        return new Walked(outcome, List.copyOf(setbacks));
      }
    } catch (InterruptedException e) {
      leave();
      throw e;
    } finally {
      if (alarm != null) {
        alarm.close();
      }
    }
  }

  /// Asks one after the other, as long as nobody else is being asked.
  private void walk() throws InterruptedException {
    Lane lane = next();
    while (lane != null) {
      if (lane.mayHaveCompany()) {
        synchronized (this) {
          companions++;
        }
        accompany(lane);
        return;
      }
      step(lane);
      lane = next();
    }
  }

  /// Asks this one, and then those after it, in a thread of its own, which is counted already.
  private void accompany(Lane lane) {
    Thread _ = Threads.virtual("leg", () -> apart(lane));
  }

  private void apart(Lane first) {
    Lane lane = first;
    try {
      while (lane != null && !lane.isDetached()) {
        lane.runsApart();
        step(lane);
        lane = lane.isDetached() ? lane : next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      synchronized (this) {
        bug = e;
      }
    } finally {
      over(lane);
    }
  }

  /// A thread ends that walked besides the request's own, after it has asked this one.
  private synchronized void over(@Nullable Lane last) {
    if (last != null && last.isDetached()) {
      lingering.remove(last);
      parts.lingering().over(last);
    } else {
      companions--;
    }
    notifyAll();
  }

  /// The next to be asked; nothing where it is over, nobody is left, or somebody is being asked who
  /// may be expected to answer.
  private synchronized @Nullable Lane next() {
    return outcome != null || late || !isOpen() ? null : begun();
  }

  /// Whether nobody is being asked but those who take long: they have company, and where that has
  /// failed, they get the next. The lock is held.
  private boolean isOpen() {
    return leader == null && running.stream().allMatch(lane -> lane.slow() != null);
  }

  /// The next one, under way from here on. The lock is held.
  private @Nullable Lane begun() {
    while (true) {
      Leg leg = ahead.poll();
      if (leg == null) {
        return null;
      }
      Provider provider = parts.providers().apply(leg.provider());
      if (provider == null) {
        continue;
      }
      Optional<Permit> permit = account.permit(leg, ahead.isEmpty());
      if (permit.isEmpty()) {
        // Somebody else is trying it, or has just found that it fails.
        ahead.addLast(leg.as(Leg.Hope.LAST_RESORT));
        continue;
      }
      var lane = new Lane(this, account, leg, provider, permit.get(), parts.ticker().nanoTime());
      running.add(lane);
      return lane;
    }
  }

  private void step(Lane lane) throws InterruptedException {
    Tried tried = null;
    try {
      tried = Turn.of(lane, caller.party()).take(() -> ask.ask(lane, floor));
    } finally {
      if (tried == null) {
        lane.tell(Permit::dropped);
        ended(lane, null);
      }
    }
    if (settled(lane, tried) && tried instanceof Tried.Failed(Trouble trouble)) {
      again(lane, trouble);
    }
  }

  /// Takes what came of a leg; true where the same leg is to be asked once more.
  private boolean settled(Lane lane, Tried tried) {
    if (lane.isOutrun()) {
      account.outrun(lane, tried instanceof Tried.Outrun(boolean proven) && proven);
      return false;
    }
    switch (tried) {
      case Tried.Failed(Trouble trouble) -> {
        return failed(lane, trouble);
      }
      case Tried.Answered() -> ended(lane, account.answered(lane));
      case Tried.Broken(Trouble trouble) -> ended(lane, account.broken(lane, trouble));
      case Tried.Outrun(boolean proven) -> {
        account.outrun(lane, proven);
        ended(lane, null);
      }
      case Tried.Left(String when) -> {
        lane.tell(Permit::dropped);
        ended(lane, isTooLate() ? null : account.left(when));
      }
    }
    return false;
  }

  /// A leg is over, and with it the walk where it has come to something: both at once, so that
  /// nobody begins another in between.
  private synchronized void ended(Lane lane, @Nullable Relayed relayed) {
    running.remove(lane);
    leader = leader == lane ? null : leader;
    if (relayed != null) {
      outcome = outcome == null ? relayed : outcome;
      ahead.clear();
    }
    notifyAll();
  }

  private boolean failed(Lane lane, Trouble trouble) {
    Verdict verdict = Verdict.on(trouble);
    boolean again;
    Leg following;
    synchronized (this) {
      running.remove(lane);
      if (leader == lane) {
        leader = null;
        late |= overtime;
      }
      setbacks.add(new Setback(lane.leg().provider(), lane.leg().model(), trouble));
      if (!verdict.another() || late) {
        ahead.clear();
      }
      following = isOpen() ? ahead.peek() : null;
      again =
          verdict.repeats()
              && !repeated
              && !late
              && setbacks.size() == 1
              && following == null
              && running.isEmpty();
      repeated |= again;
    }
    account.failed(lane, trouble, again ? null : verdict.blame(), following);
    return again;
  }

  /// The only one there is gets another chance, after a pause.
  private void again(Lane lane, Trouble trouble) throws InterruptedException {
    long until = parts.ticker().nanoTime() + account.pause(trouble).toNanos();
    synchronized (this) {
      while (outcome == null && !late) {
        long left = until - parts.ticker().nanoTime();
        if (left <= 0) {
          ahead.add(lane.leg());
          return;
        }
        wait(left / 1_000_000 + 1);
      }
    }
  }

  /// A leg has brought something; whether it may go on: not where another was faster, nor where
  /// nobody waits any more.
  boolean leads(Lane lane) {
    var others = new ArrayList<Lane>();
    synchronized (this) {
      if (leader == lane) {
        return true;
      }
      if (leader != null || outcome != null || late || lane.isOutrun()) {
        return false;
      }
      leader = lane;
      for (Lane other : running) {
        if (other != lane) {
          others.add(other);
          letGo(other);
        }
      }
      running.removeAll(others);
    }
    for (Lane other : others) {
      if (!other.isDetached()) {
        other.callOff();
      }
    }
    return true;
  }

  /// Another was faster. The lock is held.
  private void letGo(Lane slower) {
    account.slower(slower);
    if (slower.letGo(parts.lingering())) {
      lingering.add(slower);
      companions--;
    }
    // As long as nothing has gone out, this one is asked again should the faster one fail.
    ahead.addLast(slower.leg());
  }

  /// Somebody takes long: the next is asked beside it; false where nobody is left, or somebody has
  /// begun to answer. Does not wait.
  boolean beside(Lane lane, String why) {
    Lane next;
    synchronized (this) {
      if (outcome != null || late || leader != null || !running.contains(lane)) {
        return false;
      }
      next = begun();
      if (next == null) {
        return false;
      }
      // Counted before anybody can see that nobody else is left and take the walk for over.
      companions++;
    }
    account.slow(lane, next.leg(), why);
    accompany(next);
    return true;
  }

  /// Whether nobody else is left to be asked but those who rest.
  synchronized boolean isLast() {
    return ahead.stream().allMatch(leg -> leg.hope() == Leg.Hope.LAST_RESORT);
  }

  /// The client's time is over, unless it gets an answer already.
  private void isLate(Duration limit) {
    List<Lane> all;
    synchronized (this) {
      if (outcome != null || (leader != null && !plain)) {
        overtime = true;
        return;
      }
      late = true;
      ahead.clear();
      all = List.copyOf(running);
      notifyAll();
    }
    all.forEach(lane -> lane.tooLate(limit));
  }

  /// The client is gone: nothing is asked any more.
  void leave() {
    List<Lane> all;
    synchronized (this) {
      if (outcome == null) {
        boolean amid = leader != null && !plain;
        outcome = account.left(amid ? "while it was answered" : "before the answer began");
      }
      ahead.clear();
      all = new ArrayList<>(running);
      all.addAll(lingering);
      notifyAll();
    }
    all.forEach(Lane::callOff);
  }

  /// Whether the time is over that the client gives.
  synchronized boolean isTooLate() {
    return late;
  }
}
