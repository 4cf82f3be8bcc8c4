package dev.homeport.probe.provider;

import dev.homeport.catalogue.Serving;
import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Patient;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds out whether those who failed are back, so that no request has to.
///
/// Everybody is visited when its proof is due. Where a list proves enough, the watch over the lists
/// is sent; else a model is asked something small, which costs next to nothing, is never done for
/// two models of one provider at once, and is counted.
public final class Convalescence implements Service {
  /// As many are visited at once.
  private static final int MOST = 4;

  /// After so many lists that have shown nothing, a question is asked where one can be.
  private static final int LISTS_IN_VAIN = 2;

  /// The wall clock may be turned meanwhile, and time passes in a sleep.
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private final Conditions conditions;
  private final CatalogueWatch watch;
  private final Supplier<Serving> serving;
  private final Alarms alarms;
  private final Journal journal;
  private final WallClock wall;

  /// The loop's own.
  private final Visits visits = new Visits();

  /// The visits that are under way, by provider. Only the loop adds, each takes itself out.
  private final Map<String, Visit> out = new ConcurrentHashMap<>();

  private final Map<String, LongAdder> probes = new ConcurrentHashMap<>();

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A visit to one provider.
  private static final class Visit {
    private final Examination examination;

    /// Set by the loop, and read when the loop is over.
    private @Nullable Thread thread;

    Visit(Examination examination) {
      this.examination = examination;
    }

    void cut() {
      examination.close();
      if (thread != null) {
        thread.interrupt();
      }
    }

    void join() throws InterruptedException {
      if (thread != null) {
        thread.join();
      }
    }
  }

  /// Nobody is visited yet.
  ///
  /// @param conditions who is to be visited, and told what was found
  /// @param watch knows how to look at each
  /// @param serving what the settings and the lists say of models
  /// @param alarms that run while this does
  public Convalescence(
      Conditions conditions,
      CatalogueWatch watch,
      Supplier<Serving> serving,
      Alarms alarms,
      Journal journal,
      WallClock wall) {
    this.conditions = conditions;
    this.watch = watch;
    this.serving = serving;
    this.alarms = alarms;
    this.journal = journal;
    this.wall = wall;
  }

  /// How many questions a provider was asked so far that cost something.
  public long probes(String provider) {
    LongAdder count = probes.get(provider);
    return count == null ? 0 : count.sum();
  }

  @Override
  public String name() {
    return "convalescence";
  }

  @Override
  public void start() {
    loop = Loop.start(name(), this::turn, this::failed);
    conditions.onChange(this::nudge);
    nudge();
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    loop = null;
    if (running != null) {
      running.stop();
    }
    List<Visit> left = List.copyOf(out.values());
    left.forEach(Visit::cut);
    for (Visit visit : left) {
      visit.join();
    }
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  private void failed(RuntimeException bug) {
    journal.note(Weight.ERROR, "visit failed", Map.of("cause", bug.toString()));
  }

  private Duration turn() {
    Instant now = wall.now();
    List<Patient> patients = conditions.patients();
    visits.keep(patients);
    Duration rest = LONGEST_REST;
    for (Patient patient : patients) {
      Instant proof = patient.proof();
      if (proof == null) {
        continue;
      }
      Instant due = visits.due(patient, proof, now);
      if (!due.isAfter(now)) {
        visit(patient, proof, now);
        due = visits.due(patient, proof, now);
      }
      if (due.isAfter(now)) {
        Duration until = Duration.between(now, due);
        rest = until.compareTo(rest) < 0 ? until : rest;
      }
    }
    return rest;
  }

  /// Visits a patient, unless somebody is with its provider already: whoever comes from there ends
  /// the rest of the loop.
  private void visit(Patient patient, Instant proof, Instant now) {
    String provider = patient.provider();
    Optional<Watched> found = watch.watched(provider);
    if (found.isEmpty()) {
      visits.begun(patient, proof, now);
      return;
    }
    Watched watched = found.get();
    int turns = visits.turns(patient, proof);
    boolean isToAnswer = patient.why().proof() == Proof.ANSWER || turns >= LISTS_IN_VAIN;
    if (!isToAnswer && watched.given().isEmpty()) {
      visits.begun(patient, proof, now);
      watch.lookNow(provider);
    } else if (out.size() < MOST && !out.containsKey(provider)) {
      visits.begun(patient, proof, now);
      begin(patient, watched, isToAnswer, turns);
    }
  }

  private void begin(Patient patient, Watched watched, boolean isToAnswer, int turns) {
    String provider = patient.provider();
    var examination =
        new Examination(
            watched,
            serving.get(),
            alarms,
            () -> probes.computeIfAbsent(provider, _ -> new LongAdder()).increment());
    var visit = new Visit(examination);
    out.put(provider, visit);
    visit.thread =
        Threads.virtual(
            "visit to " + provider,
            () -> {
              try {
                Shown shown =
                    isToAnswer ? examination.answer(patient.model(), turns) : examination.list();
                tell(patient, shown);
              } catch (InterruptedException _) {
                // Asked to stop, and this is the end of the thread.
              } catch (RuntimeException bug) {
                failed(bug);
              } finally {
                out.remove(provider);
                nudge();
              }
            });
  }

  private void tell(Patient patient, Shown shown) {
    switch (shown) {
      case Shown.Back() -> {
        note(patient, "back", null);
        conditions.proven(patient);
      }
      case Shown.Ill(Blame found) -> {
        note(patient, found.cause(), found.detail());
        conditions.relapsed(
            patient,
            new Blame(
                patient.why().extent(),
                found.outlook(),
                found.proof(),
                found.cause(),
                found.detail(),
                found.stated()));
      }
      case Shown.Unclear(String reason) -> note(patient, "nothing", reason);
      case Shown.Stopped() -> {}
    }
  }

  private void note(Patient patient, String found, @Nullable String detail) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("provider", patient.provider());
    if (patient.model() != null) {
      facts.put("model", patient.model());
    }
    facts.put("found", found);
    if (detail != null) {
      facts.put("detail", detail);
    }
    journal.note(Weight.DEBUG, "patient visited", facts);
  }
}
