package dev.homeport.tunnel.watch;

import dev.homeport.host.WakeWatch.Wake;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Facts;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.policy.Change;
import dev.homeport.tunnel.policy.Effect;
import dev.homeport.tunnel.policy.Effect.Breadth;
import dev.homeport.tunnel.policy.Ladder;
import dev.homeport.tunnel.policy.Memory;
import dev.homeport.tunnel.policy.Moment;
import dev.homeport.tunnel.policy.Policy;
import dev.homeport.tunnel.policy.State;
import dev.homeport.tunnel.policy.State.Work;
import dev.homeport.tunnel.policy.Step;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.sight.Sight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Owns what is known of the tunnel, and does what the policy says.
///
/// One loop takes what happened, one after the other. Looks and repairs can take a minute and more,
/// so each runs on a thread of its own, one at a time, and the loop goes on listening; what it
/// hears is stamped when it is taken, so that no two changes come in the wrong order.
public final class Supervisor implements Service {
  /// What it is made of.
  ///
  /// @param inspector looks at this tunnel
  /// @param ladder the repairs that are known and allowed
  /// @param answers nothing where nobody can end them: then no rung is climbed that would leave
  ///   their clients in silence
  /// @param facts where repairs are remembered over restarts
  /// @param chance by which rests are blurred
  public record Parts(
      Tunnel tunnel,
      Inspector inspector,
      Ladder ladder,
      @Nullable Answers answers,
      Facts facts,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      RandomGenerator chance) {}

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Parts parts;
  private final Journal journal;
  private final Policy policy;
  private final Logbook logbook;
  private final Picture picture;
  private final Repairs repairs = new Repairs();
  private final Errand errand;

  /// What was heard and not yet taken; from any thread.
  private final Queue<Function<Moment, Change>> heard = new ConcurrentLinkedQueue<>();

  /// The loop's own, as are all fields above but the queue, and those below up to the report.
  private State state;

  /// Whether the last thing to be remembered is on the disk.
  private boolean stored = true;

  private @Nullable Climb climb;
  private List<Notice> ownNotices = List.of();

  /// Written by the loop, read by everybody.
  private volatile Report report;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A rung that is being climbed.
  private record Climb(Rung rung, Finding why, Moment began) {}

  /// A supervisor that has not looked yet.
  public Supervisor(Parts parts) {
    this(parts, Threads::virtual);
  }

  /// The same with other threads.
  Supervisor(Parts parts, BiFunction<String, Runnable, Thread> threads) {
    this.parts = parts;
    this.journal = parts.journal();
    this.policy = new Policy(parts.chance());
    this.logbook = new Logbook(parts.facts(), parts.tunnel().kind(), journal);
    this.picture = new Picture(journal);
    this.errand = new Errand(threads);
    Moment now = now();
    this.state = State.starting(possible(parts.ladder()), logbook.read(now), now);
    this.report = newReport(now);
  }

  /// How the tunnel is.
  public Report report() {
    return report;
  }

  /// The machine woke. The reminders of an earlier wake are not needed here.
  public void woke(Wake wake) {
    if (wake.isFresh()) {
      hear(Change.Woke::new);
    }
  }

  /// Addresses came or went.
  public void networkChanged() {
    hear(Change.NetworkChanged::new);
  }

  /// Somebody wants it looked at now.
  public void nudge() {
    hear(Change.Nudged::new);
  }

  /// Other repairs are allowed from now on.
  public void allow(Ladder ladder) {
    hear(at -> new Change.Allowed(at, possible(ladder)));
  }

  @Override
  public String name() {
    return "tunnel supervisor";
  }

  /// What the first look finds before the loop is known here must not wait: one turn more is taken.
  @Override
  public void start() {
    Loop started =
        Loop.start(
            name(),
            this::turn,
            bug ->
                journal.note(
                    Weight.ERROR, "tunnel supervisor failed", Map.of("why", bug.toString())));
    loop = started;
    started.nudge();
  }

  /// A repair that is under way is interrupted, and waited for. Whoever is interrupted in that may
  /// stop it again.
  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      running.stop();
      errand.end();
      loop = null;
    }
  }

  /// Takes what was heard; returns how long nothing is due.
  Duration turn() {
    regainWhatWasLost();
    take(Change.Passed::new);
    for (var next = heard.poll(); next != null; next = heard.poll()) {
      take(next);
    }
    Moment now = now();
    report = newReport(now);
    if (state.work() != Work.NONE) {
      return LONGEST_REST;
    }
    Duration rest = Duration.ofNanos(Math.max(0, state.dueNanos() - now.nanos()));
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }

  /// A mistake of ours must not leave the policy waiting for what will never come.
  private void regainWhatWasLost() {
    if (state.work() == Work.NONE || !errand.isOver() || !heard.isEmpty()) {
      return;
    }
    Climb lost = climb;
    take(
        at ->
            state.work() == Work.REPAIR && lost != null
                ? new Change.Repaired(at, lost.rung(), new Mended.Failed("its outcome was lost"))
                : new Change.Unseen(at, "its outcome was lost"));
  }

  private void hear(Function<Moment, Change> change) {
    heard.add(change);
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  private void take(Function<Moment, Change> next) {
    Change change = next.apply(now());
    if (change instanceof Change.Looked(_, Sight sight) && !state.stale()) {
      picture.add(sight);
    }
    if (change instanceof Change.Repaired(Moment at, _, Mended outcome)) {
      repaired(outcome, at);
    }
    Step step = policy.on(state, change);
    state = step.state();
    step.effects().forEach(this::obey);
  }

  private void obey(Effect effect) {
    switch (effect) {
      case Effect.Look(Breadth breadth) -> errand.run("tunnel look", () -> look(breadth));
      case Effect.CallOff _ -> errand.callOff();
      case Effect.Climb(Rung rung, Finding why) -> begin(new Climb(rung, why, now()));
      case Effect.Remember(Memory memory) -> stored = logbook.write(memory, now());
      case Effect.Tell(HomeState home, Finding trouble) -> tell(home, trouble);
      case Effect.Exhausted(Finding trouble) ->
          journal.note(
              Weight.WARN,
              "tunnel repairs exhausted",
              Map.of(
                  "tunnel", parts.tunnel().kind(),
                  "cause", trouble.cause().word(),
                  "next", trouble.next()));
    }
  }

  private void look(Breadth breadth) {
    Function<Moment, Change> result;
    try {
      Sight sight = parts.inspector().look(breadth);
      result = at -> new Change.Looked(at, sight);
    } catch (InterruptedException _) {
      result = at -> new Change.Unseen(at, "called off");
    } catch (RuntimeException bug) {
      journal.note(Weight.ERROR, "tunnel look failed", Map.of("why", bug.toString()));
      result = at -> new Change.Unseen(at, bug.toString());
    }
    hear(result);
  }

  /// What is limited by the hour and the day is not done where it could not be remembered: a
  /// process that is started again and again would do it each time.
  private void begin(Climb next) {
    climb = next;
    boolean cuts = state.ladder().cuts(next.rung());
    if (cuts && !stored) {
      var refused = new Mended.Failed("it was not begun, because its time cannot be stored");
      hear(at -> new Change.Repaired(at, next.rung(), refused));
      return;
    }
    errand.run("tunnel repair", () -> mend(next.rung()));
  }

  private void mend(Rung rung) {
    Mended outcome;
    try {
      outcome = parts.tunnel().mend(rung, () -> endAnswersBefore(rung));
    } catch (InterruptedException _) {
      outcome = new Mended.Failed("it was interrupted");
    } catch (RuntimeException bug) {
      journal.note(Weight.ERROR, "tunnel repair failed", Map.of("why", bug.toString()));
      outcome = new Mended.Failed(bug.toString());
    }
    Mended result = outcome;
    hear(at -> new Change.Repaired(at, rung, result));
  }

  private void endAnswersBefore(Rung rung) throws InterruptedException {
    Answers answers = parts.answers();
    if (answers != null) {
      int ended = answers.end();
      journal.note(
          Weight.INFO,
          "answers ended before a repair",
          Map.of("repair", rung.word(), "answers", ended));
    }
  }

  private void repaired(Mended outcome, Moment at) {
    Climb done = climb;
    if (done == null) {
      return;
    }
    climb = null;
    String cause = done.why().cause().word();
    String words = Repairs.words(outcome);
    Duration took = Duration.ofNanos(at.nanos() - done.began().nanos());
    repairs.add(new Report.Repair(done.began().wall(), done.rung(), cause, words, took));
    report = newReport(at);
    journal.tell(
        new Event.TunnelRepaired(
            parts.tunnel().kind(),
            done.rung().word(),
            cause,
            words,
            outcome instanceof Mended.Done,
            took));
  }

  /// Whoever hears of it may read the report at once, and finds it there.
  private void tell(HomeState home, @Nullable Finding trouble) {
    report = newReport(now());
    URI url = picture.url();
    journal.tell(
        new Event.TunnelChanged(
            parts.tunnel().kind(),
            home.word(),
            trouble == null ? null : trouble.cause().word(),
            trouble == null ? null : trouble.what(),
            trouble == null ? null : trouble.next(),
            url == null ? null : url.toString()));
  }

  /// Without the rungs that would leave clients in silence, where nobody can end their answers.
  private Ladder possible(Ladder ladder) {
    if (parts.answers() != null || !ladder.hasCuts()) {
      ownNotices = List.of();
      return ladder;
    }
    ownNotices =
        List.of(
            new Notice(
                "repairs",
                "down-and-up and restart are allowed and not done: nobody here can end the answers"
                    + " that run, and their clients would wait in silence",
                "let the monitor run in the daemon"));
    return ladder.withoutCuts();
  }

  private Report newReport(Moment now) {
    var judgement = state.judgement();
    State.Proof proof = state.proof();
    Instant next = state.work() == Work.NONE ? now.at(state.dueNanos()) : null;
    var notices = new ArrayList<>(picture.notices());
    notices.addAll(ownNotices);
    return new Report(
        parts.tunnel().kind(),
        judgement.home(),
        judgement.since(),
        judgement.trouble(),
        picture.url(),
        proof == null ? null : proof.at().wall(),
        proof == null ? null : proof.from(),
        judgement.suspect(),
        next,
        picture.evidence(),
        notices,
        repairs.last(),
        repairs.counts());
  }

  private Moment now() {
    return Moment.of(parts.ticker(), parts.wall());
  }
}
