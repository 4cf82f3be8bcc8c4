package dev.homeport.config;

import dev.homeport.config.Loaded.Bad;
import dev.homeport.config.Loaded.Good;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.Stamp;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import dev.homeport.config.table.Values;
import dev.homeport.journal.Event.ConfigRejected;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the settings up to date while the files change.
///
/// It looks at the files every second and reads them once they have looked the same twice, so that
/// a file which is still being written is left alone. What is valid replaces the old settings at
/// once, but for those that need a restart, which keep their values; what is not changes nothing. A
/// file that is gone is no wish for the defaults: the old settings stay.
///
/// @param <S> the settings of the role that runs
public final class ConfigWatch<S> implements Service {
  private static final Duration BEAT = Duration.ofSeconds(1);

  /// What holds.
  ///
  /// @param running the values that are in force
  /// @param wanted the values that were read last, restart or not
  /// @param rejected why the files as they are now are not in force, nothing where they are
  private record State<S>(
      S settings,
      Values running,
      Values wanted,
      List<Problem> warnings,
      @Nullable Path file,
      @Nullable Bad<S> rejected) {}

  private final Loader<S> loader;
  private final Inputs inputs;
  private final Good<S> first;
  private final Pause pause;

  /// Where it tells what comes of a reload; set before the loop starts, which alone reads it.
  private Journal journal;

  /// Written by the loop alone, read by anybody.
  private volatile State<S> state;

  /// Set by whoever wants a reload now, cleared by the loop when it begins one.
  private volatile boolean asked;

  /// The files as they were when they were read last; the loop's own.
  private Map<Path, Stamp> read;

  /// The files as they looked at the last look; the loop's own.
  private Map<Path, Stamp> looked;

  private @Nullable Thread loop;

  /// Watches the files that the first reading saw.
  public ConfigWatch(Loader<S> loader, Inputs inputs, Good<S> first, Journal journal, Pause pause) {
    this.loader = loader;
    this.inputs = inputs;
    this.first = first;
    this.journal = journal;
    this.pause = pause;
    this.state =
        new State<>(
            first.settings(), first.values(), first.values(), first.warnings(), first.file(), null);
    this.read = first.files();
    this.looked = first.files();
  }

  /// From the start on tells this journal and no other: that of the role which was built with it,
  /// and which must hear of what has changed.
  public void tell(Journal other) {
    journal = other;
  }

  /// The settings that hold now.
  public S current() {
    return state.settings();
  }

  /// Reads the files within a second, changed or not.
  public void reloadNow() {
    asked = true;
  }

  /// Why the files as they are now are not in force.
  public Optional<Bad<S>> rejected() {
    return Optional.ofNullable(state.rejected());
  }

  /// What was doubtful when the settings that hold were read.
  public List<Problem> warnings() {
    return state.warnings();
  }

  /// The changed settings that wait for a restart.
  public List<String> needRestart() {
    State<S> now = state;
    return paths(now.wanted().differences(now.running()));
  }

  @Override
  public String name() {
    return "config watch";
  }

  /// Tells what was doubtful or decided at the first reading, and begins to watch.
  @Override
  public void start() {
    first.warnings().forEach(this::warn);
    first
        .notes()
        .forEach(note -> journal.note(Weight.DEBUG, "configuration read", Map.of("note", note)));
    loop = Threads.loop(name(), this::run);
  }

  @Override
  public void stop() throws InterruptedException {
    Thread running = loop;
    if (running != null) {
      running.interrupt();
      running.join();
    }
  }

  private void run() {
    try {
      while (true) {
        pause.last(BEAT);
        lookSafely();
      }
    } catch (InterruptedException _) {
      // Asked to stop.
    }
  }

  /// A mistake of ours in reading must not end the watch.
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      journal.note(Weight.ERROR, "configuration not read", Map.of("why", e.toString()));
    }
  }

  /// One look at the files, and a reload where it is time for one.
  void look() {
    Map<Path, Stamp> now = new LinkedHashMap<>();
    read.keySet().forEach(file -> now.put(file, Stamp.of(file)));
    boolean settled = now.equals(looked);
    looked = now;
    if (asked || (settled && !now.equals(read))) {
      asked = false;
      reload();
    }
  }

  private void reload() {
    Loaded<S> loaded = loader.load(inputs);
    read = loaded.files();
    looked = loaded.files();
    switch (loaded) {
      case Good<S> good when state.file() != null && good.file() == null -> reject(gone(good));
      case Good<S> good -> take(good);
      case Bad<S> bad -> reject(bad);
    }
  }

  private Bad<S> gone(Good<S> good) {
    var problem =
        new Problem(
            String.valueOf(state.file()),
            "",
            "is gone; what it said still holds",
            "put it back, or restart to go on without it");
    return new Bad<>(List.of(problem), good.warnings(), good.files());
  }

  private void take(Good<S> good) {
    State<S> old = state;
    Values running = good.values().keeping(ConfigWatch::waitsForRestart, old.running());
    state =
        new State<>(
            loader.role().settings(running, inputs.places()),
            running,
            good.values(),
            good.warnings(),
            good.file(),
            null);
    List<String> changed = paths(good.values().differences(old.wanted()));
    if (!changed.isEmpty() || old.rejected() != null) {
      journal.tell(new ConfigReloaded(changed, needRestart()));
    }
    good.warnings().stream().filter(w -> !old.warnings().contains(w)).forEach(this::warn);
  }

  private void reject(Bad<S> bad) {
    State<S> old = state;
    state =
        new State<>(old.settings(), old.running(), old.wanted(), old.warnings(), old.file(), bad);
    journal.tell(new ConfigRejected(bad.problems().stream().map(Problem::text).toList()));
  }

  private void warn(Problem warning) {
    journal.note(Weight.WARN, "configuration doubted", Map.of("warning", warning.text()));
  }

  private static boolean waitsForRestart(Setting<?> setting) {
    return setting.is(Trait.RESTART);
  }

  private static List<String> paths(List<Setting<?>> settings) {
    return settings.stream().<String>map(Setting::path).toList();
  }
}
