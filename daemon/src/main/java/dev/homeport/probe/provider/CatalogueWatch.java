package dev.homeport.probe.provider;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.condition.Conditions;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Service;
import dev.homeport.probe.provider.Lookout.Surroundings;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keeps the catalogue up to date, and knows of each provider whether it answers, in nobody's
/// request. Each is looked at by a loop of its own, so that none waits for another's silence.
public final class CatalogueWatch implements Service {
  private final Surroundings around;
  private final Function<Watched, Pacing> paces;

  /// Swapped whole under the lock of `this`, read by everybody.
  private volatile SequencedMap<String, Lookout> lookouts = Collections.emptySortedMap();

  /// Whether lookouts look; guarded by `this`.
  private boolean running;

  /// A watch over nobody yet.
  ///
  /// @param conditions told whether there is a way to each
  /// @param probe the longest rest between two looks at one that does not answer
  /// @param alarms that run while the watch does
  public CatalogueWatch(
      Catalogue catalogue,
      Conditions conditions,
      Supplier<Duration> probe,
      Alarms alarms,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    this(
        new Surroundings(
            catalogue,
            alarms,
            journal,
            Presence.telling(conditions),
            ticker,
            wall,
            new SplittableRandom(),
            () -> {}),
        watched -> Pacing.of(watched.kind(), probe.get()));
  }

  CatalogueWatch(Surroundings around, Function<Watched, Pacing> paces) {
    this.around = around;
    this.paces = paces;
  }

  /// From now on watches these and no others. Who is watched already in the very same way goes on
  /// to be; returns when the others are let go.
  public void watch(List<Watched> providers) throws InterruptedException {
    var next = new LinkedHashMap<String, Lookout>();
    var fresh = new ArrayList<Lookout>();
    var gone = new ArrayList<Lookout>();
    boolean begin;
    synchronized (this) {
      for (Watched watched : providers) {
        String name = watched.provider().name();
        Lookout known = lookouts.get(name);
        Pacing pace = paces.apply(watched);
        if (known == null || !known.watched().equals(watched) || !known.pacing().equals(pace)) {
          known = new Lookout(watched, pace, around);
          fresh.add(known);
        }
        next.put(name, known);
      }
      for (Lookout old : lookouts.values()) {
        if (!next.containsValue(old)) {
          gone.add(old);
        }
      }
      lookouts = Collections.unmodifiableSequencedMap(next);
      begin = running;
    }
    for (Lookout old : gone) {
      old.stop();
    }
    if (begin) {
      fresh.forEach(Lookout::start);
    }
  }

  /// Whether a provider answers; nothing where it is not watched.
  public Optional<Reach> reach(String provider) {
    return Optional.ofNullable(lookouts.get(provider)).map(Lookout::reach);
  }

  /// The same of all, in their order.
  public Map<String, Reach> reaches() {
    var reaches = new LinkedHashMap<String, Reach>();
    lookouts.forEach((name, lookout) -> reaches.put(name, lookout.reach()));
    return reaches;
  }

  /// Looks at a provider as soon as may be: somebody misses a model of its, or it failed.
  public void lookNow(String provider) {
    Lookout lookout = lookouts.get(provider);
    if (lookout != null) {
      lookout.lookNow();
    }
  }

  /// Looks at all of them afresh: the machine slept, or its network has changed.
  public void lookNow() {
    lookouts.values().forEach(Lookout::lookAfresh);
  }

  /// One that is watched.
  Optional<Watched> watched(String provider) {
    return Optional.ofNullable(lookouts.get(provider)).map(Lookout::watched);
  }

  @Override
  public String name() {
    return "catalogue watch";
  }

  @Override
  public void start() {
    synchronized (this) {
      running = true;
    }
    lookouts.values().forEach(Lookout::start);
  }

  @Override
  public void stop() throws InterruptedException {
    List<Lookout> all;
    synchronized (this) {
      running = false;
      all = List.copyOf(lookouts.values());
    }
    for (Lookout lookout : all) {
      lookout.stop();
    }
  }
}
