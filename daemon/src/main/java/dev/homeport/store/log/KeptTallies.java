package dev.homeport.store.log;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.store.Ailment;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.Tallies;
import dev.homeport.store.memory.MemoryTallies;
import dev.homeport.store.tally.PotFact;
import dev.homeport.store.tally.Pots;
import dev.homeport.store.tally.Sum;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tallies of one process, whose pots are noted as facts a moment after they changed: a kill loses
/// that moment, a stop loses nothing. What is presumed of what was out when the process ended is
/// spent.
final class KeptTallies implements Tallies {
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(100);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofHours(1);

  private final MemoryTallies memory;
  private final Facts facts;
  private final Ticker ticker;
  private final WallClock wall;
  private final Journal journal;
  private final Ailment ailment;

  /// When the windows are over of the pots that the facts know. Used by the loop, and when it has
  /// ended by whoever stops it.
  private final Map<String, Instant> noted = new HashMap<>();

  /// What is still to be written. Used like `noted`.
  private final Map<String, Sum> due = new HashMap<>();

  /// When the next write may be. Used like `noted`.
  private long notBeforeNanos;

  /// The loop that writes; read by all who change something.
  private volatile @Nullable Loop loop;

  /// As the facts say.
  KeptTallies(Facts facts, Ticker ticker, WallClock wall, Journal journal, Ailment ailment) {
    this.memory = new MemoryTallies(ticker, wall);
    this.facts = facts;
    this.ticker = ticker;
    this.wall = wall;
    this.journal = journal;
    this.ailment = ailment;
    this.notBeforeNanos = ticker.nanoTime();
    facts.shelf(PotFact.KIND).facts().values().forEach(this::restore);
  }

  private void restore(Fact fact) {
    PotFact.sum(fact)
        .ifPresentOrElse(
            sum -> {
              noted.put(fact.name(), sum.over());
              memory.restore(fact.name(), sum);
            },
            () ->
                journal.note(
                    Weight.ERROR,
                    "pot unreadable",
                    Map.of(
                        "pot",
                        fact.name(),
                        "fact",
                        fact.fields(),
                        "right",
                        "amount=<n> over=<time>")));
  }

  @Override
  public Reserved reserve(List<Pot> pots, long amount, long presumed, Duration lease) {
    Reserved reserved = memory.reserve(pots, amount, presumed, lease);
    if (reserved instanceof Reserved.Granted) {
      nudge();
    }
    return reserved;
  }

  @Override
  public void settle(Hold hold, long used) {
    memory.settle(hold, used);
    nudge();
  }

  @Override
  public Map<Pot, Level> levels(List<Pot> pots) {
    return memory.levels(pots);
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    return memory.take(meter, perMinute, amount);
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    memory.took(meter, perMinute, amount);
  }

  void start() {
    loop =
        Loop.start(
            "tallies",
            this::turn,
            bug -> journal.note(Weight.ERROR, "tallies failed", Map.of("cause", bug.toString())));
  }

  /// Writes what is left when the loop has ended.
  void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      running.stop();
    }
    boolean _ = write();
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  /// Writes what has changed if it is time for it, and says when it will be.
  Duration turn() {
    long now = ticker.nanoTime();
    if (notBeforeNanos - now > 0) {
      return Duration.ofNanos(notBeforeNanos - now);
    }
    boolean done = write();
    notBeforeNanos = now + (done ? BETWEEN_WRITES : AFTER_A_FAILURE).toNanos();
    return done ? IDLE : AFTER_A_FAILURE;
  }

  /// Brings the facts up to what is so now. Says whether that went well.
  private boolean write() {
    due.putAll(memory.changes());
    for (var entry : Map.copyOf(due).entrySet()) {
      String pot = entry.getKey();
      Sum sum = entry.getValue();
      if (!isDone(facts.put(PotFact.of(pot, sum)))) {
        return false;
      }
      noted.put(pot, sum.over());
      due.remove(pot);
    }
    Instant now = wall.now();
    for (var entry : Map.copyOf(noted).entrySet()) {
      if (Pots.isForgotten(entry.getValue(), now)) {
        if (!isDone(facts.remove(PotFact.KIND, entry.getKey()))) {
          return false;
        }
        noted.remove(entry.getKey());
      }
    }
    ailment.isOver();
    return true;
  }

  private boolean isDone(Written written) {
    return switch (written) {
      case Written.Done _, Written.Unmet _ -> true;
      case Written.Failed(String why) -> {
        ailment.is(why);
        yield false;
      }
    };
  }
}
