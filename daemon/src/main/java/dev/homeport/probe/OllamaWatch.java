package dev.homeport.probe;

import dev.homeport.health.Diagnosis;
import dev.homeport.health.Evidence;
import dev.homeport.health.OllamaHealth;
import dev.homeport.health.OllamaHealth.State;
import dev.homeport.health.Signals;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.resilience.Gate;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.wire.Field;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Knows how Ollama is, by what passes by and by looking itself, never in anybody's request.
///
/// One loop owns all that is known; everybody else reads the last snapshot of it. `design.md`
/// beside this file says when it looks, when it asks a model, and what it does not take for a
/// proof.
public final class OllamaWatch implements Service, Signals {
  /// Turns cost nothing, looks do.
  private static final Duration TICK = Duration.ofSeconds(5);

  /// Failures come in crowds; one look answers for all of them.
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /// A load that takes longer is no excuse for silence any more; Ollama itself gives up earlier.
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(10);

  private final HttpUpstream ollama;
  private final List<Field> headers;
  private final Gate gate;
  private final Runnable listed;
  private final Consumer<OllamaHealth> changed;
  private final Journal journal;
  private final Ticker ticker;
  private final WallClock wall;
  private final Pause pause;
  private final Inquiry inquiry;
  private final Look look;
  private final Traffic traffic = new Traffic();

  /// Whether a look is wanted now; a failure, a wake or a person asks for it.
  private final AtomicBoolean wanted = new AtomicBoolean();

  /// Whether the machine slept since the last turn.
  private final AtomicBoolean slept = new AtomicBoolean();

  /// Written by the loop, read by everybody.
  private volatile OllamaHealth health;

  /// When the load that is under way was first seen; written by the loop, read by everybody.
  private volatile @Nullable Instant loadingSince;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  // All below belongs to the loop.
  private Diagnosis diagnosis;
  private final Vigil vigil;
  private @Nullable Long loadNanos;
  private long stateNanos;
  private @Nullable Long lookNanos;
  private @Nullable Long wholeNanos;
  private Duration rest = Duration.ZERO;

  /// A watch over this Ollama.
  ///
  /// @param ollama with connections of its own, so that no request waits for a look or inherits its
  ///   connection
  /// @param headers what every look carries, such as a key
  /// @param gate told what is in memory
  /// @param changed hears of every new state or version, on the loop; must return soon
  public OllamaWatch(
      HttpUpstream ollama,
      List<Field> headers,
      Gate gate,
      Consumer<OllamaHealth> changed,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      Pause pause) {
    this(
        ollama,
        headers,
        gate,
        () -> {},
        changed,
        journal,
        ticker,
        wall,
        pause,
        Patience.USUAL,
        Look.LIMIT);
  }

  /// The same with other limits.
  ///
  /// @param listed run each time the gate was told
  OllamaWatch(
      HttpUpstream ollama,
      List<Field> headers,
      Gate gate,
      Runnable listed,
      Consumer<OllamaHealth> changed,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      Pause pause,
      Patience patience,
      Duration lookLimit) {
    this.ollama = ollama;
    this.headers = List.copyOf(headers);
    this.gate = gate;
    this.listed = listed;
    this.changed = changed;
    this.journal = journal;
    this.ticker = ticker;
    this.wall = wall;
    this.pause = pause;
    this.inquiry = inquiry();
    this.look = new Look(inquiry, ollama.where(), lookLimit);
    long now = ticker.nanoTime();
    this.diagnosis = Diagnosis.none(wall.now());
    this.health = diagnosis.health();
    this.vigil = new Vigil(patience, traffic, this::inquiry, journal, this::nudge, now);
    this.stateNanos = now;
  }

  /// How Ollama is.
  public OllamaHealth health() {
    String model = gate.snapshot().loading();
    if (model == null) {
      return health;
    }
    Instant since = loadingSince;
    return health.whileLoading(model, since == null ? wall.now() : since);
  }

  /// Whether Ollama has this model on its disk, by the last list.
  ///
  /// @param model a normalised name
  public boolean isInstalled(String model) {
    return health.models().stream().anyMatch(installed -> installed.name().equals(model));
  }

  /// Whether this model is only a stub, and really runs on somebody else's machine.
  ///
  /// @param model a normalised name
  public boolean isRemote(String model) {
    return health.models().stream()
        .anyMatch(installed -> installed.remote() != null && installed.name().equals(model));
  }

  /// How many times a model was asked for a sign of life.
  public long signsOfLifeAsked() {
    return vigil.asked();
  }

  /// Looks at everything as soon as possible.
  public void lookNow() {
    wanted.set(true);
    nudge();
  }

  /// The machine slept: no connection can be trusted, nobody was silent, and a look is due.
  public void woke() {
    slept.set(true);
    lookNow();
  }

  @Override
  public void waiting(int change) {
    traffic.waiting(change);
  }

  @Override
  public void answered() {
    traffic.lived();
    if (!health.state().answers()) {
      nudge();
    }
  }

  @Override
  public void moved() {
    traffic.lived();
  }

  @Override
  public void failed(String why) {
    lookNow();
  }

  @Override
  public String name() {
    return "ollama watch";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            name(),
            this::turn,
            bug ->
                journal.note(Weight.ERROR, "ollama watch failed", Map.of("why", bug.toString())));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      loop = null;
      inquiry.close();
      running.stop();
      vigil.end();
    }
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  private Duration turn() throws InterruptedException {
    long now = ticker.nanoTime();
    if (slept.getAndSet(false)) {
      ollama.dropIdle();
      vigil.restart(now);
    }
    if (vigil.heardLife(isLoading(now), now)) {
      learn(new Evidence.Alive());
    }
    if (isDue(now)) {
      look(now);
    }
    OllamaHealth seen = diagnosis.health();
    if (seen.state() == State.DOWN) {
      vigil.end();
    } else {
      Evidence evidence =
          vigil.judge(seen.state() == State.WEDGED, seen.loaded(), ticker.nanoTime());
      if (evidence != null) {
        learn(evidence);
      } else if (diagnosis.doubted()) {
        learn(new Evidence.Calm());
      }
    }
    Duration left = untilLook(ticker.nanoTime());
    return left.compareTo(TICK) < 0 ? left : TICK;
  }

  private boolean isLoading(long now) {
    String model = gate.snapshot().loading();
    if (model == null) {
      loadingSince = null;
      loadNanos = null;
      return false;
    }
    Long since = loadNanos;
    if (since == null) {
      loadNanos = now;
      loadingSince = wall.now();
      return true;
    }
    return now - since < LONGEST_LOAD.toNanos();
  }

  private boolean isDue(long now) {
    Long last = lookNanos;
    return last == null
        || untilLook(now).isZero()
        || (wanted.get() && now - last >= BETWEEN_LOOKS.toNanos());
  }

  private Duration untilLook(long now) {
    Long last = lookNanos;
    if (last == null) {
      return Duration.ZERO;
    }
    Duration planned = wanted.get() ? BETWEEN_LOOKS : rest;
    Duration left = planned.minusNanos(now - last);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void look(long now) {
    boolean asked = wanted.getAndSet(false);
    State before = diagnosis.health().state();
    Long last = wholeNanos;
    boolean whole =
        asked
            || last == null
            || now - last >= Rhythm.WHOLE.toNanos()
            || before == State.UNKNOWN
            || before == State.DOWN;
    Evidence evidence = look.take(whole);
    if (evidence == null) {
      return;
    }
    learn(evidence);
    if (evidence instanceof Evidence.Listed lists) {
      if (whole) {
        wholeNanos = now;
      }
      List<LoadedModel> loaded = lists.loaded();
      if (loaded != null) {
        gate.listLoaded(inMemory(loaded), now);
        listed.run();
      }
    }
    lookNanos = ticker.nanoTime();
    rest =
        Rhythm.rest(
            diagnosis.health().state(),
            Duration.ofNanos(lookNanos - stateNanos),
            vigil.idle(lookNanos),
            untilExpiry());
  }

  /// What is in memory for sure: Ollama lists a model as soon as its engine was started, and the
  /// gate knows that this one has not answered yet.
  private Set<String> inMemory(List<LoadedModel> loaded) {
    var names = new HashSet<String>();
    loaded.forEach(model -> names.add(model.name()));
    String loading = gate.snapshot().loading();
    if (loading != null) {
      names.remove(loading);
    }
    return names;
  }

  private @Nullable Duration untilExpiry() {
    Instant now = wall.now();
    return diagnosis.health().loaded().stream()
        .map(LoadedModel::expires)
        .filter(Objects::nonNull)
        .filter(expires -> expires.isAfter(now))
        .min(Comparator.naturalOrder())
        .map(expires -> Duration.between(now, expires).plusMillis(500))
        .orElse(null);
  }

  private void learn(Evidence evidence) {
    OllamaHealth before = diagnosis.health();
    diagnosis = diagnosis.with(evidence, wall.now());
    OllamaHealth after = diagnosis.health();
    health = after;
    boolean restated = before.state() != after.state();
    boolean renewed = !Objects.equals(before.version(), after.version());
    if (restated) {
      stateNanos = ticker.nanoTime();
    }
    if (!restated && !renewed) {
      return;
    }
    boolean firstWord = before.state() == State.UNKNOWN;
    if (renewed || firstWord || before.state().answers() != after.state().answers()) {
      journal.tell(new Event.OllamaChanged(after.state().word(), after.cause(), after.version()));
    } else {
      journal.note(Weight.DEBUG, "ollama judged", Map.of("state", after.state().word()));
    }
    changed.accept(after);
  }

  private Inquiry inquiry() {
    return new Inquiry(ollama, headers, ticker, pause);
  }
}
