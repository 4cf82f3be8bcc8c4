package dev.homeport.store.redis;

import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What a replica remembers of pots: their levels as Redis last told them, with what was reserved
/// and settled here since. By this it decides while Redis is away, and so overspends a budget by at
/// most what it lets through itself; a pot of which it knows nothing counts as empty.
final class Recollection {
  private static final int MOST_POTS = 20_000;
  private static final int FEW = 1024;

  /// So long after its lease a hold is still known here.
  private static final Duration LATE = Duration.ofDays(1);

  private final Ticker ticker;

  /// Guards all that follows.
  private final ReentrantLock turn = new ReentrantLock();

  /// The longest unused first.
  private final LinkedHashMap<String, Level> levels =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Level> eldest) {
          return size() > MOST_POTS;
        }
      };

  /// What was reserved here and is not settled.
  private final Map<String, Out> outs = new HashMap<>();

  private int many = FEW;

  /// Something reserved.
  ///
  /// @param ours whether it was decided here, so that Redis may not know of it
  record Out(Hold hold, long untilNanos, boolean ours) {
    /// How much of its lease is left.
    Duration left(long nowNanos) {
      return Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), untilNanos - nowNanos));
    }
  }

  Recollection(Ticker ticker) {
    this.ticker = ticker;
  }

  /// Redis told how pots stand, over a line that is still in use: what comes late over one that was
  /// given up must not hide what was decided here since.
  void learn(Map<Pot, Level> told, BooleanSupplier inUse) {
    turn.lock();
    try {
      if (inUse.getAsBoolean()) {
        told.forEach((pot, level) -> levels.put(pot.name(), level));
      }
    } finally {
      turn.unlock();
    }
  }

  /// Redis has granted this.
  void granted(Hold hold, Duration lease) {
    turn.lock();
    try {
      remember(new Out(hold, ticker.nanoTime() + lease.toNanos(), false));
    } finally {
      turn.unlock();
    }
  }

  /// Decides what Redis cannot be asked.
  Reserved reserve(Hold hold, List<Pot> pots, long amount, Duration lease) {
    turn.lock();
    try {
      var after = new HashMap<Pot, Level>();
      for (Pot pot : pots) {
        Level level = level(pot);
        Long limit = pot.limit();
        if (limit != null && amount > limit - level.all()) {
          return new Reserved.Over(pot, level);
        }
        after.put(pot, new Level(level.spent(), level.reserved() + amount));
      }
      after.forEach((pot, level) -> levels.put(pot.name(), level));
      remember(new Out(hold, ticker.nanoTime() + lease.toNanos(), true));
      return new Reserved.Granted(hold, Map.copyOf(after));
    } finally {
      turn.unlock();
    }
  }

  /// Takes a hold out; nothing where it was not reserved here, or is settled.
  ///
  /// @param unheard whether Redis does not hear of it now
  @Nullable Out settle(Hold hold, long used, boolean unheard) {
    turn.lock();
    try {
      Out out = outs.remove(hold.id());
      if (out != null && (unheard || out.ours)) {
        out.hold
            .amounts()
            .forEach(
                (pot, amount) -> {
                  Level level = level(pot);
                  levels.put(
                      pot.name(),
                      new Level(level.spent() + used, Math.max(0, level.reserved() - amount)));
                });
      }
      return out;
    } finally {
      turn.unlock();
    }
  }

  /// How pots stand as far as is known.
  Map<Pot, Level> levels(List<Pot> pots) {
    turn.lock();
    try {
      var known = new HashMap<Pot, Level>();
      pots.forEach(pot -> known.put(pot, level(pot)));
      return Map.copyOf(known);
    } finally {
      turn.unlock();
    }
  }

  /// What was decided here and is still out.
  List<Out> ours() {
    turn.lock();
    try {
      return outs.values().stream().filter(Out::ours).toList();
    } finally {
      turn.unlock();
    }
  }

  private Level level(Pot pot) {
    Level level = levels.get(pot.name());
    return level == null ? new Level(0, 0) : level;
  }

  private void remember(Out out) {
    outs.put(out.hold.id(), out);
    if (outs.size() > many) {
      long now = ticker.nanoTime();
      var dead = new ArrayList<String>();
      outs.forEach(
          (id, each) -> {
            if (now - each.untilNanos > LATE.toNanos()) {
              dead.add(id);
            }
          });
      dead.forEach(outs::remove);
      many = Math.max(FEW, 2 * outs.size());
    }
  }
}
