package dev.homeport.condition;

import dev.homeport.condition.Keepsake.OfFall;
import dev.homeport.condition.Keepsake.OfPin;
import dev.homeport.condition.Keepsake.OfPreference;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps conditions over a restart: who failed, who is preferred and who is pinned.
///
/// What the facts hold is restored when this is made. From then on a thread of its own writes what
/// has changed, soon but not each change by itself, and no request waits for it.
///
/// Where others write too, it also takes in what they wrote: what changed here and is not written
/// yet is newer than that, all else is as they say. So two who differ agree when each has had its
/// turn, and nobody writes what another has told.
public final class Keeping implements Service {
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  /// What is over by itself, and what is renewed all the time, is written as rarely as this.
  private static final Duration IDLE = Duration.ofMinutes(1);

  /// How often it looks where others write too.
  private static final Duration GLANCE = Duration.ofMillis(400);

  /// Names longer than any real one are not kept.
  private static final int LONGEST_NAME = 512;

  private static final List<String> KINDS = List.of(OfFall.KIND, OfPreference.KIND, OfPin.KIND);

  private final Infirmary infirmary;
  private final Wishes wishes;
  private final Facts facts;
  private final Journal journal;
  private final boolean shared;

  /// The facts as they were seen or written last. Used like `written`.
  private final Map<Keepsake.Key, Fact> seen = new HashMap<>();

  /// The versions of the shelves that were seen. Used like `written`.
  private final Map<String, Long> versions = new HashMap<>();

  /// What the facts hold. Used by the loop, and when it has ended by whoever stops it.
  private final Map<Keepsake.Key, Keepsake> written = new HashMap<>();

  /// When the next write may be. Used like `written`.
  private long notBeforeNanos;

  /// Whether it was told that nothing can be stored, so that it is told once. Used like `written`.
  private boolean told;

  /// The loop that writes; read by all who change something.
  private volatile @Nullable Loop loop;

  /// Restores what the facts hold, which nobody else writes.
  public Keeping(Conditions conditions, Facts facts, Journal journal) {
    this(conditions, facts, journal, false);
  }

  /// Restores what the facts hold; whoever is there already stays as it is.
  ///
  /// @param shared whether others write them too
  public Keeping(Conditions conditions, Facts facts, Journal journal, boolean shared) {
    this.shared = shared;
    this.infirmary = conditions.infirmary();
    this.wishes = conditions.wishes();
    this.facts = facts;
    this.journal = journal;
    Moment now = infirmary.now();
    this.notBeforeNanos = now.nanos();
    restore(now);
    conditions.onChange(this::nudge);
  }

  @Override
  public String name() {
    return "conditions";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            "conditions",
            this::turn,
            bug ->
                journal.note(Weight.ERROR, "conditions failed", Map.of("cause", bug.toString())));
  }

  /// Writes what is left when the loop has ended.
  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      running.stop();
    }
    takeIn();
    boolean _ = write();
  }

  /// Takes in what others wrote, writes what has changed if it is time for it, and says when it
  /// will be.
  Duration turn() {
    long now = infirmary.nanos();
    if (notBeforeNanos - now > 0) {
      return Duration.ofNanos(notBeforeNanos - now);
    }
    infirmary.lapse();
    wishes.tidy(_ -> true, now);
    takeIn();
    boolean done = write();
    notBeforeNanos = now + (done ? BETWEEN_WRITES : AFTER_A_FAILURE).toNanos();
    if (!done) {
      return AFTER_A_FAILURE;
    }
    return shared ? GLANCE : IDLE;
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  private void restore(Moment now) {
    var remembered = new Remembered(now, infirmary::cooling);
    for (String kind : KINDS) {
      Facts.Shelf shelf = facts.shelf(kind);
      versions.put(kind, shelf.version());
      shelf.facts().values().forEach(fact -> seen.put(key(fact), fact));
      shelf.facts().values().stream()
          .limit(Wards.MOST)
          .flatMap(fact -> remembered.read(fact, infirmary.wards().newEra()).stream())
          .forEach(kept -> restore(kept, now));
    }
  }

  private void restore(Keepsake kept, Moment now) {
    written.put(kept.key(), kept);
    switch (kept) {
      case OfFall(Whom whom, Fallen fallen) -> infirmary.wards().restore(whom, fallen);
      case OfPreference(String model, Wish wish) -> wishes.restore(model, wish, now.nanos());
      case OfPin(Wish wish) -> wishes.restorePin(wish, now.nanos());
    }
  }

  private static Keepsake.Key key(Fact fact) {
    return new Keepsake.Key(fact.kind(), fact.name());
  }

  private void takeIn() {
    if (!shared) {
      return;
    }
    facts.freshen();
    for (String kind : KINDS) {
      Facts.Shelf shelf = facts.shelf(kind);
      Long before = versions.put(kind, shelf.version());
      if (before == null || before != shelf.version()) {
        takeIn(kind, shelf.facts());
      }
    }
  }

  private void takeIn(String kind, Map<String, Fact> now) {
    for (Fact fact : now.values()) {
      if (!fact.equals(seen.put(key(fact), fact))) {
        hear(key(fact), fact);
      }
    }
    for (Keepsake.Key key : List.copyOf(seen.keySet())) {
      if (key.kind().equals(kind) && !now.containsKey(key.name())) {
        seen.remove(key);
        hear(key, null);
      }
    }
  }

  /// Another has written this, or removed what was there.
  private void hear(Keepsake.Key key, @Nullable Fact fact) {
    Moment now = infirmary.now();
    @Nullable Keepsake known = written.get(key);
    @Nullable Keepsake told =
        fact == null
            ? null
            : new Remembered(now, infirmary::cooling)
                .read(fact, infirmary.wards().newEra())
                .orElse(null);
    if (fact != null && told == null) {
      return;
    }
    if (told == null) {
      written.remove(key);
    } else {
      written.put(key, told);
    }
    Keepsake one = told == null ? known : told;
    switch (one) {
      case null -> {}
      case OfFall(Whom whom, Fallen fallen) ->
          hearOfFall(whom, known, told == null ? null : fallen);
      case OfPreference(String model, Wish wish) -> {
        @Nullable Wish ours = wishes.preferred().get(model);
        if (isUnchanged(known, ours == null ? null : new OfPreference(model, ours))) {
          wishes.heard(model, ours, told == null ? null : wish);
          infirmary.changed();
        }
      }
      case OfPin(Wish wish) -> {
        @Nullable Wish ours = wishes.pinned();
        if (isUnchanged(known, ours == null ? null : new OfPin(ours))) {
          wishes.heardPin(ours, told == null ? null : wish);
          infirmary.changed();
        }
      }
    }
  }

  private void hearOfFall(Whom whom, @Nullable Keepsake known, @Nullable Fallen told) {
    Standing ours = infirmary.wards().of(whom);
    @Nullable Keepsake own = ours instanceof Fallen fallen ? new OfFall(whom, fallen) : null;
    if (isUnchanged(known, own)) {
      infirmary.heard(whom, ours, told);
    }
  }

  /// Whether nothing has changed here since it was written.
  private static boolean isUnchanged(@Nullable Keepsake known, @Nullable Keepsake ours) {
    if (known == null) {
      return ours == null;
    }
    return ours != null && ours.isIn(known);
  }

  /// Brings the facts up to what is so now. Says whether that went well; who fails to write one
  /// thing does not try the next.
  private boolean write() {
    Moment now = infirmary.now();
    Map<Keepsake.Key, Keepsake> due = due(now.nanos());
    for (var entry : due.entrySet()) {
      Keepsake known = written.get(entry.getKey());
      if (known == null || !entry.getValue().isIn(known)) {
        Fact fact = entry.getValue().fact(now);
        if (!isDone(facts.put(fact))) {
          return false;
        }
        seen.put(entry.getKey(), fact);
        written.put(entry.getKey(), entry.getValue());
      }
    }
    for (var key : List.copyOf(written.keySet())) {
      if (!due.containsKey(key)) {
        if (!isDone(facts.remove(key.kind(), key.name()))) {
          return false;
        }
        seen.remove(key);
        written.remove(key);
      }
    }
    return true;
  }

  private boolean isDone(Facts.Written outcome) {
    return switch (outcome) {
      case Facts.Written.Done _, Facts.Written.Unmet _ -> {
        told = false;
        yield true;
      }
      case Facts.Written.Failed(String why) -> {
        if (!told) {
          told = true;
          journal.note(Weight.WARN, "conditions not stored", Map.of("cause", why));
        }
        yield false;
      }
    };
  }

  private Map<Keepsake.Key, Keepsake> due(long now) {
    var due = new HashMap<Keepsake.Key, Keepsake>();
    infirmary
        .wards()
        .all()
        .forEach(
            (whom, standing) -> {
              if (standing instanceof Fallen fallen) {
                add(new OfFall(whom, fallen), due);
              }
            });
    wishes
        .preferred()
        .forEach(
            (model, wish) -> {
              if (!wish.isOver(now)) {
                add(new OfPreference(model, wish), due);
              }
            });
    Optional<Wish> pinned = wishes.pinned(now);
    pinned.ifPresent(wish -> add(new OfPin(wish), due));
    return due;
  }

  private static void add(Keepsake kept, Map<Keepsake.Key, Keepsake> due) {
    Keepsake.Key key = kept.key();
    if (!key.name().isEmpty() && key.name().length() <= LONGEST_NAME) {
      due.put(key, kept);
    }
  }
}
