package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.policy.Effect.Breadth;
import dev.homeport.tunnel.policy.State.Proof;
import dev.homeport.tunnel.policy.State.Work;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Cure;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One change on its way through a state. Used once, by one thread.
final class Turn {
  /// For so long after a wake, and after the tunnel's program came back, nothing is counted.
  static final Duration SETTLING = Duration.ofSeconds(20);

  /// A network that has just come needs less, for it is no sleep of which everything must wake.
  static final Duration NETWORK_SETTLING = Duration.ofSeconds(5);

  /// A proof older than that, in time awake, proves nothing any more.
  static final Duration PROOF_LASTS = Duration.ofMinutes(4);

  /// Smaller gaps between the clocks are the work of time servers.
  private static final Duration NO_SLEEP = Duration.ofSeconds(3);

  /// Two reports of a wake that lie closer together are of the same one.
  private static final Duration SAME_WAKE = Duration.ofSeconds(5);

  /// Who will be climbed within this time has not given up.
  private static final Duration SOON = Duration.ofMinutes(11);

  private static final Set<Cause> AWAY =
      EnumSet.of(
          Cause.NOT_READY,
          Cause.SERVICE_GONE,
          Cause.SERVICE_FROZEN,
          Cause.STARTING,
          Cause.NO_CONTROL,
          Cause.DOCKER_DOWN,
          Cause.CONTAINER_STOPPED);

  private final State before;
  private final Rhythm rhythm;
  private final Moment at;
  private final List<Effect> effects = new ArrayList<>();

  private Judgement judgement;
  private @Nullable Proof proof;
  private Ladder ladder;
  private Memory memory;
  private Streak streak;
  private final EnumSet<Rung> tried = EnumSet.noneOf(Rung.class);
  private boolean exhausted;
  private Plan plan;
  private Work work;
  private boolean stale;
  private boolean away;
  private long settledNanos;
  private long wokeNanos;
  private int looks;

  Turn(State before, Rhythm rhythm, Moment at) {
    this.before = before;
    this.rhythm = rhythm;
    this.at = at;
    judgement = before.judgement();
    proof = before.proof();
    ladder = before.ladder();
    memory = before.memory();
    streak = before.streak();
    tried.addAll(before.tried());
    exhausted = before.exhausted();
    plan = before.plan();
    work = before.work();
    stale = before.stale();
    away = before.away();
    settledNanos = before.settledNanos();
    wokeNanos = before.wokeNanos();
    looks = before.looks();
  }

  Step take(Change change) {
    Duration slept = at.sleptSince(before.at());
    if (slept.compareTo(NO_SLEEP) > 0) {
      memory = memory.slept(slept);
      wake();
    }
    switch (change) {
      case Change.Looked(_, Sight sight) -> looked(sight);
      case Change.Unseen _ -> unseen();
      case Change.Repaired(_, Rung rung, Mended outcome) -> repaired(rung, outcome);
      case Change.Woke _ -> {
        if (at.since(wokeNanos).compareTo(SAME_WAKE) > 0) {
          wake();
        }
      }
      case Change.NetworkChanged _ -> worldChanged(NETWORK_SETTLING);
      case Change.Nudged _ -> lookNow();
      case Change.Allowed(_, Ladder other) -> {
        ladder = other;
        lookNow();
      }
      case Change.Passed _ -> {}
    }
    if (stale && !before.stale()) {
      effects.add(new Effect.CallOff());
    }
    Proof last = proof;
    if (judgement.home() == HomeState.FINE
        && (last == null || at.since(last.at().nanos()).compareTo(PROOF_LASTS) > 0)) {
      judgement = judgement.lapsed(at.wall());
    }
    tell();
    begin();
    return new Step(state(), effects);
  }

  private void wake() {
    wokeNanos = at.nanos();
    worldChanged(SETTLING);
    plan = plan.local(at.nanos());
  }

  /// Nothing that was seen before counts any more, and nothing is looked at until the first of the
  /// looks ahead, so that several changes in a row are one.
  private void worldChanged(Duration settling) {
    judgement = judgement.recounted();
    streak = Streak.NONE;
    looks = 0;
    settledNanos = Limit.later(settledNanos, at.in(settling));
    plan = Plan.afterAChange(at);
    stale = work == Work.LOOK;
  }

  private void lookNow() {
    looks = 0;
    plan = plan.whole(at.nanos());
  }

  private void unseen() {
    work = Work.NONE;
    if (!stale) {
      plan = plan.whole(at.in(rhythm.about(Rhythm.SUSPECT))).local(at.in(localRest()));
    }
    stale = false;
  }

  /// What had begun in another world is not believed, be it good or bad.
  private void looked(Sight sight) {
    work = Work.NONE;
    if (stale) {
      stale = false;
      return;
    }
    noticeProgram(sight);
    boolean settling = !at.isAtOrAfter(settledNanos);
    judgement = judgement.with(sight, settling, at.wall());
    String from = sight.proven();
    if (sight.whole() && sight.trouble() == null && from != null) {
      proof = new Proof(at, from);
      if (judgement.hits() > 1) {
        tried.clear();
        exhausted = false;
      }
    }
    looks = judgement.isUp() ? 0 : looks + 1;
    plan = plan.local(at.in(localRest()));
    Finding trouble = sight.trouble();
    if (trouble == null) {
      wellSeen(sight);
    } else {
      troubleSeen(trouble, sight.controlHeard(), settling);
    }
  }

  private void wellSeen(Sight sight) {
    if (sight.whole()) {
      streak = Streak.NONE;
      plan = plan.whole(at.in(untilNextWhole()));
      return;
    }
    if (streak.cure() != Cure.LADDER) {
      streak = Streak.NONE;
    }
    Finding known = judgement.trouble();
    if (known != null && !known.cause().isOutside() && judgement.hits() == 0) {
      plan = plan.whole(at.nanos());
    }
  }

  private Duration untilNextWhole() {
    if (!judgement.isUp() && judgement.hits() > 0) {
      return Rhythm.SECOND_PROOF;
    }
    return rhythm.about(judgement.suspect() ? Rhythm.SUSPECT : Rhythm.WELL);
  }

  private void troubleSeen(Finding trouble, boolean control, boolean settling) {
    Cure cure = ladder.cure(trouble.cause());
    switch (cure) {
      case WAIT, PERSON -> {
        streak = Streak.NONE;
        plan = plan.whole(at.in(untilLookAgain(trouble.cause())));
      }
      case REAPPLY, RESTART, LADDER -> {
        Streak.Patience patience = ladder.patience(cure);
        streak = settling ? Streak.NONE : streak.and(cure, patience, at);
        if (!streak.isOver(patience)) {
          plan = plan.whole(at.in(rhythm.untilRepair(cure)));
          return;
        }
        Rung rung = ladder.choose(trouble.cause(), memory, tried, control, at);
        if (rung == null) {
          helpless(trouble, cure, control);
        } else {
          climb(rung, trouble);
        }
      }
    }
  }

  private Duration untilLookAgain(Cause cause) {
    if (judgement.isUp()) {
      return untilNextWhole();
    }
    return cause.state() == HomeState.OFFLINE
        ? rhythm.about(Rhythm.OFFLINE)
        : rhythm.backoff(looks);
  }

  private void climb(Rung rung, Finding why) {
    memory = memory.and(rung, at);
    tried.add(rung);
    streak = Streak.NONE;
    work = Work.REPAIR;
    effects.add(new Effect.Remember(memory));
    effects.add(new Effect.Climb(rung, why));
  }

  /// Nothing may be climbed now: it is looked at seldom, but not later than something may be.
  private void helpless(Finding trouble, Cure cure, boolean control) {
    Long earliest = ladder.earliestNanos(trouble.cause(), memory, tried, control, at);
    Duration rest = rhythm.about(cure == Cure.REAPPLY ? Rhythm.WELL : Rhythm.SELDOM);
    if (earliest == null) {
      plan = plan.whole(at.in(rest));
    } else {
      long soonest = Limit.later(earliest, at.in(rhythm.about(Rhythm.SUSPECT)));
      plan = plan.whole(Plan.sooner(soonest, at.in(rest)));
    }
    boolean soon = earliest != null && earliest - at.in(SOON) < 0;
    if (!soon && !exhausted) {
      exhausted = true;
      effects.add(new Effect.Exhausted(trouble));
    }
  }

  private void repaired(Rung rung, Mended outcome) {
    work = Work.NONE;
    stale = false;
    if (rung == Rung.RESTART && outcome instanceof Mended.Done) {
      settledNanos = Limit.later(settledNanos, at.in(SETTLING));
    }
    plan = plan.whole(at.nanos());
  }

  /// Whether the tunnel's program is there, and up.
  private void noticeProgram(Sight sight) {
    Finding trouble = sight.trouble();
    Cause cause = trouble == null ? null : trouble.cause();
    if (cause != null && AWAY.contains(cause)) {
      away = true;
      return;
    }
    boolean there = cause == null || sight.evidence().stream().anyMatch(Turn::showsTailnet);
    if (there && away) {
      away = false;
      streak = Streak.NONE;
      settledNanos = Limit.later(settledNanos, at.in(SETTLING));
    }
  }

  private static boolean showsTailnet(Evidence evidence) {
    return evidence.layer() == Layer.TAILNET
        && (evidence.mark() == Mark.FINE || evidence.mark() == Mark.WARNS);
  }

  private Duration localRest() {
    return rhythm.about(ladder.glance());
  }

  private void tell() {
    Judgement was = before.judgement();
    if (was.home() != judgement.home() || was.cause() != judgement.cause()) {
      effects.add(
          new Effect.Tell(
              judgement.home(), judgement.cause() == null ? null : judgement.trouble()));
    }
  }

  private void begin() {
    if (work != Work.NONE || !at.isAtOrAfter(plan.dueNanos())) {
      return;
    }
    work = Work.LOOK;
    boolean whole = plan.isWholeDue(at);
    plan = plan.begun(at);
    effects.add(new Effect.Look(whole ? wholeBreadth() : Breadth.LOCAL));
  }

  private Breadth wholeBreadth() {
    Cause cause = judgement.cause();
    return cause == Cause.NO_INTERNET || cause == Cause.CAPTIVE_PORTAL
        ? Breadth.INTERNET_FIRST
        : Breadth.WHOLE;
  }

  private State state() {
    return new State(
        judgement,
        proof,
        ladder,
        memory,
        streak,
        tried,
        exhausted,
        plan,
        work,
        stale,
        away,
        settledNanos,
        wokeNanos,
        looks,
        at);
  }
}
