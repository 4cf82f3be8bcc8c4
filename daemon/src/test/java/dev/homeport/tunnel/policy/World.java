package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.policy.Effect.Breadth;
import dev.homeport.tunnel.policy.State.Work;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A tunnel in made-up time: what is wrong with it is set by hand, looks see it, repairs do what
/// the test says, and both take a while.
final class World {
  /// A rung that was climbed, and how things stood.
  ///
  /// @param seen what the last look had found
  /// @param control whether that look had heard the control server
  record Climbed(
      Rung rung,
      Cause why,
      Moment at,
      HomeState home,
      @Nullable Cause seen,
      boolean control,
      Duration sinceWake) {}

  /// A look that was begun.
  record Begun(Breadth breadth, Moment at) {}

  /// What was told.
  record Said(HomeState home, @Nullable Cause cause, Moment at) {}

  final List<Climbed> climbed = new ArrayList<>();
  final List<Begun> begun = new ArrayList<>();
  final List<Said> said = new ArrayList<>();
  int exhausted;

  /// When the last look came back that had an answer from outside.
  long lastProofNanos;

  private @Nullable Sight lastSight;
  private long wokeNanos;

  /// Whether the machine has slept since the last look was begun.
  private boolean sleptThrough;

  /// What is wrong on this machine, beyond it, and with the Internet; nothing where nothing is.
  @Nullable Cause here;

  @Nullable Cause outside;
  @Nullable Cause internet;
  boolean control = true;

  /// What a repair does to all this.
  Consumer<Rung> mends = _ -> {};

  Duration lookTakes = Duration.ofMillis(500);
  Duration repairTakes = Duration.ofSeconds(2);

  State state;
  private final Policy policy;
  private Ladder ladder;
  private @Nullable Change pending;
  private @Nullable Runnable mending;
  private long pendingNanos;
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
  private Instant wall = Instant.parse("2026-11-24T20:00:00Z");

  World(Ladder ladder, long seed) {
    this.ladder = ladder;
    this.policy = new Policy(new Random(seed));
    this.state = State.starting(ladder, Memory.NONE, now());
    this.wokeNanos = nanos - Duration.ofDays(1).toNanos();
  }

  Moment now() {
    return new Moment(nanos, wall);
  }

  HomeState home() {
    return state.judgement().home();
  }

  /// Something is heard.
  void hear(Change change) {
    Step step = policy.on(state, change);
    state = step.state();
    step.effects().forEach(this::obey);
  }

  /// Both clocks go on, and whatever comes due meanwhile comes.
  void pass(Duration time) {
    long end = nanos + time.toNanos();
    while (true) {
      long next = pending != null ? pendingNanos : state.dueNanos();
      if (next - end > 0) {
        advance(end - nanos);
        return;
      }
      advance(Math.max(0, next - nanos));
      Change back = pending;
      if (back == null) {
        hear(new Change.Passed(now()));
      } else {
        comeBack(back);
      }
    }
  }

  /// Until it comes into this state, which must be soon.
  Duration passUntil(HomeState wanted, Duration limit) {
    long start = nanos;
    while (home() != wanted) {
      if (nanos - start > limit.toNanos()) {
        throw new AssertionError("not " + wanted + " within " + limit + " but " + home());
      }
      pass(Duration.ofMillis(100));
    }
    return Duration.ofNanos(nanos - start);
  }

  /// The machine sleeps, for more than some seconds: only the wall clock goes on.
  void sleep(Duration time) {
    wall = wall.plus(time);
    wokeNanos = nanos;
    sleptThrough = true;
  }

  /// The process ends, whatever it was doing, and begins anew after a while. Of a sleep before that
  /// it knows nothing.
  void restart(Duration gone) {
    var stored = state.memory().fields(now());
    pending = null;
    mending = null;
    wokeNanos = nanos - Duration.ofDays(1).toNanos();
    advance(gone.toNanos());
    state = State.starting(ladder, Memory.of(stored, now()), now());
  }

  void allow(Ladder other) {
    ladder = other;
    hear(new Change.Allowed(now(), other));
  }

  List<Rung> rungs() {
    return climbed.stream().map(Climbed::rung).toList();
  }

  private void advance(long by) {
    nanos += by;
    wall = wall.plusNanos(by);
  }

  private void comeBack(Change back) {
    pending = null;
    Runnable mend = mending;
    mending = null;
    if (mend != null) {
      mend.run();
    }
    hear(
        switch (back) {
          case Change.Looked(_, Sight sight) -> {
            lastSight = sight;
            if (sight.proven() != null && !state.stale() && !sleptThrough) {
              lastProofNanos = nanos;
            }
            yield new Change.Looked(now(), sight);
          }
          case Change.Repaired(_, Rung rung, Mended outcome) ->
              new Change.Repaired(now(), rung, outcome);
          case Change.Unseen(_, String why) -> new Change.Unseen(now(), why);
          case Change.Woke _, Change.NetworkChanged _, Change.Nudged _ -> back;
          case Change.Allowed _, Change.Passed _ -> back;
        });
  }

  private void obey(Effect effect) {
    switch (effect) {
      case Effect.Look(Breadth breadth) -> {
        begun.add(new Begun(breadth, now()));
        sleptThrough = false;
        begin(new Change.Looked(now(), see(breadth)), lookTakes);
      }
      case Effect.CallOff _ -> {
        if (state.work() != Work.LOOK) {
          throw new AssertionError("nothing to call off");
        }
        pending = new Change.Unseen(now(), "called off");
        pendingNanos = nanos;
      }
      case Effect.Climb(Rung rung, Finding why) -> {
        climbed.add(climbed(rung, why.cause()));
        mending = () -> mends.accept(rung);
        begin(new Change.Repaired(now(), rung, new Mended.Done("done")), repairTakes);
      }
      case Effect.Remember _ -> {}
      case Effect.Tell(HomeState home, Finding trouble) ->
          said.add(new Said(home, trouble == null ? null : trouble.cause(), now()));
      case Effect.Exhausted _ -> exhausted++;
    }
  }

  private Climbed climbed(Rung rung, Cause why) {
    Sight sight = lastSight;
    return new Climbed(
        rung,
        why,
        now(),
        home(),
        sight == null || sight.trouble() == null ? null : sight.trouble().cause(),
        sight != null && sight.controlHeard(),
        Duration.ofNanos(nanos - wokeNanos));
  }

  boolean isBusy() {
    return pending != null;
  }

  private void begin(Change back, Duration takes) {
    if (pending != null) {
      throw new AssertionError("two things at a time: " + pending + " and " + back);
    }
    pending = back;
    pendingNanos = nanos + takes.toNanos();
  }

  /// What a look sees, in the order of blame.
  private Sight see(Breadth breadth) {
    if (here != null) {
      return sight(breadth, here);
    }
    return switch (breadth) {
      case LOCAL -> sight(breadth, null);
      case WHOLE, INTERNET_FIRST -> sight(breadth, internet != null ? internet : outside);
    };
  }

  private Sight sight(Breadth breadth, @Nullable Cause cause) {
    boolean whole = breadth != Breadth.LOCAL;
    boolean there =
        cause == null
            || cause.isOutside()
            || cause == Cause.CONFIG_LOST
            || cause == Cause.CONFIG_HALF;
    return new Sight(
        whole,
        there ? List.of(Evidence.fine(Layer.TAILNET, "up")) : List.of(),
        cause == null ? null : new Finding(cause, "seen", "next"),
        whole && cause == null ? "router" : null,
        null,
        control,
        List.of());
  }
}
