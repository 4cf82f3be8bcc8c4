package dev.homeport.doctor;

import dev.homeport.doctor.Outcome.State;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes checks, those that do not wait for one another at once, and tells what came of them in
/// their order, each as soon as those before it are over.
///
/// Whatever a check does, the others go on: one that throws is a bug and is shown as one, one that
/// is late is left behind, and what stands behind one that failed is not looked at.
public final class Round {
  /// All of them together take no longer.
  public static final Duration LONGEST = Duration.ofSeconds(20);

  /// What was interrupted gets so long to put its things away.
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final Duration longest;
  private final boolean mends;

  /// What is said of a check whose thread died.
  private static final Looked NOTHING =
      new Looked(Outcome.fail("this check has a bug: it saw nothing", null), false);

  /// A round.
  ///
  /// @param mends whether what may be mended is
  public Round(Ticker ticker, boolean mends) {
    this(ticker, LONGEST, mends);
  }

  Round(Ticker ticker, Duration longest, boolean mends) {
    this.ticker = ticker;
    this.longest = longest;
    this.mends = mends;
  }

  /// One check on its way.
  ///
  /// @param before those that it waits for
  private record Visit(
      Check check, List<Visit> needs, List<Visit> before, CountDownLatch over, Seen<Told> told) {
    Told result() {
      return told.find().orElseThrow();
    }
  }

  /// What is told of it.
  ///
  /// @param because the first thing on its way that is not well; nothing where all is
  private record Told(Step step, @Nullable String because) {}

  /// What a look saw, and whether something was mended meanwhile.
  private record Looked(Outcome outcome, boolean fixed) {}

  /// Makes them all; none may need one that stands behind it.
  public Card make(List<Check> checks, Consumer<Step> told) throws InterruptedException {
    var visits = new LinkedHashMap<String, Visit>();
    for (Check check : checks) {
      List<Visit> needs = among(check.needs(), visits);
      var before = new ArrayList<>(needs);
      before.addAll(among(check.after(), visits));
      visits.putIfAbsent(
          check.id(), new Visit(check, needs, before, new CountDownLatch(1), new Seen<>()));
    }
    Deadline deadline = Deadline.in(longest, ticker);
    var threads = new ArrayList<Thread>();
    try {
      for (Visit visit : visits.values()) {
        threads.add(Threads.virtual("check " + visit.check().id(), () -> examine(visit, deadline)));
      }
      var steps = new ArrayList<Step>();
      for (Visit visit : visits.values()) {
        visit.over().await();
        steps.add(visit.result().step());
        told.accept(visit.result().step());
      }
      return new Card(steps);
    } finally {
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        boolean _ = thread.join(LEAVING);
      }
    }
  }

  private static List<Visit> among(List<String> ids, Map<String, Visit> visits) {
    return ids.stream().filter(visits::containsKey).map(visits::get).toList();
  }

  private void examine(Visit visit, Deadline deadline) {
    Thread look = null;
    try {
      for (Visit before : visit.before()) {
        before.over().await();
      }
      Told missing = missing(visit);
      if (missing != null) {
        visit.told().set(missing);
        return;
      }
      long left = Math.min(visit.check().limit().toNanos(), deadline.leftNanos());
      if (left <= 0) {
        visit.told().set(told(visit, Outcome.skip("there was no time left to look"), false));
        return;
      }
      var seen = new Seen<Looked>();
      look = Threads.virtual("look " + visit.check().id(), () -> seen.set(look(visit.check())));
      boolean ended = look.join(Duration.ofNanos(left));
      Looked looked = seen.find().orElseGet(() -> ended ? NOTHING : late(left));
      visit.told().set(told(visit, looked.outcome(), looked.fixed()));
      visit.over().countDown();
    } catch (InterruptedException e) {
      visit.told().set(told(visit, Outcome.skip("it was interrupted"), false));
    } finally {
      visit.over().countDown();
      leave(look);
    }
  }

  /// Ends what is still looking.
  private static void leave(@Nullable Thread look) {
    if (look != null && look.isAlive()) {
      look.interrupt();
      try {
        boolean _ = look.join(LEAVING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static @Nullable Told missing(Visit visit) {
    for (Visit need : visit.needs()) {
      Told told = need.result();
      if (told.because() != null) {
        String why = "not seen, because of " + told.because();
        Check check = visit.check();
        return new Told(
            new Step(check.id(), check.group(), State.SKIP, why, null, false), told.because());
      }
    }
    return null;
  }

  private static Told told(Visit visit, Outcome outcome, boolean fixed) {
    Check check = visit.check();
    return new Told(
        new Step(check.id(), check.group(), outcome.state(), outcome.what(), outcome.fix(), fixed),
        outcome.isWell() ? null : check.id());
  }

  private static Looked late(long nanos) {
    String limit = String.format("%.1f s", nanos / 1e9);
    return new Looked(
        Outcome.fail("it was not over within " + limit, "homeport doctor   # once more"), false);
  }

  /// Looks, mends what may be mended, and looks again.
  private Looked look(Check check) {
    try {
      Outcome outcome = check.look();
      Repair repair = outcome.repair();
      if (!mends || repair == null) {
        return new Looked(outcome, false);
      }
      try {
        String done = repair.mend();
        Outcome after = check.look();
        return new Looked(
            new Outcome(after.state(), done + "\n" + after.what(), after.fix(), null), true);
      } catch (IOException e) {
        String what = outcome.what() + "\nit could not be mended: " + e.getMessage();
        return new Looked(new Outcome(outcome.state(), what, outcome.fix(), null), false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Looked(Outcome.skip("it was interrupted"), false);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      return new Looked(
          Outcome.fail(
              "this check has a bug: " + bug,
              "tell the makers of Homeport, with this line; nothing of yours is wrong by it"),
          false);
    }
  }
}
