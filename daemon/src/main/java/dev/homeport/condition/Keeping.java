package dev.homeport.condition;

import dev.homeport.condition.Keepsake.OfFall;
import dev.homeport.condition.Keepsake.OfPin;
import dev.homeport.condition.Keepsake.OfPreference;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
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
public final class Keeping implements Service {
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  /// What is over by itself, and what is renewed all the time, is written as rarely as this.
  private static final Duration IDLE = Duration.ofMinutes(1);

  /// Names longer than any real one are not kept.
  private static final int LONGEST_NAME = 512;

  private final Infirmary infirmary;
  private final Wishes wishes;
  private final Facts facts;
  private final Journal journal;

  /// What the facts hold. Used by the loop, and when it has ended by whoever stops it.
  private final Map<Keepsake.Key, Keepsake> written = new HashMap<>();

  /// When the next write may be. Used like `written`.
  private long notBeforeNanos;

  /// Whether it was told that nothing can be stored, so that it is told once. Used like `written`.
  private boolean told;

  /// The loop that writes; read by all who change something.
  private volatile @Nullable Loop loop;

  /// Restores what the facts hold; whoever is there already stays as it is.
  public Keeping(Conditions conditions, Facts facts, Journal journal) {
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
    boolean _ = write();
  }

  /// Writes what has changed if it is time for it, and says when it will be.
  Duration turn() {
    long now = infirmary.nanos();
    if (notBeforeNanos - now > 0) {
      return Duration.ofNanos(notBeforeNanos - now);
    }
    infirmary.lapse();
    wishes.tidy(_ -> true, now);
    boolean done = write();
    notBeforeNanos = now + (done ? BETWEEN_WRITES : AFTER_A_FAILURE).toNanos();
    return done ? IDLE : AFTER_A_FAILURE;
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  private void restore(Moment now) {
    var remembered = new Remembered(now, infirmary::cooling);
    for (String kind : List.of(OfFall.KIND, OfPreference.KIND, OfPin.KIND)) {
      facts.shelf(kind).facts().values().stream()
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

  /// Brings the facts up to what is so now. Says whether that went well; who fails to write one
  /// thing does not try the next.
  private boolean write() {
    Moment now = infirmary.now();
    Map<Keepsake.Key, Keepsake> due = due(now.nanos());
    for (var entry : due.entrySet()) {
      Keepsake known = written.get(entry.getKey());
      if (known == null || !entry.getValue().isIn(known)) {
        if (!isDone(facts.put(entry.getValue().fact(now)))) {
          return false;
        }
        written.put(entry.getKey(), entry.getValue());
      }
    }
    for (var key : List.copyOf(written.keySet())) {
      if (!due.containsKey(key)) {
        if (!isDone(facts.remove(key.kind(), key.name()))) {
          return false;
        }
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
