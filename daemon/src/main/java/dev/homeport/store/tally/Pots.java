package dev.homeport.store.tally;

import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Pots, and what is out of them. One thread at a time.
public final class Pots {
  /// So long after its window a pot is still known, for who settles late.
  public static final Duration AFTERLIFE = Duration.ofDays(7);

  /// So many holds whose lease is over are remembered, for who settles late.
  private static final int LATE = 10_000;

  /// More pots than this would be those of names that somebody makes up.
  private static final int MOST = 100_000;

  private static final int FEW = 1024;

  private final Map<String, Filling> pots = new HashMap<>();

  /// What is out, by its id, and in the order in which the leases end.
  private final Map<String, Out> holds = new HashMap<>();

  private final TreeSet<Out> ends =
      new TreeSet<>(Comparator.comparing(Out::until).thenComparing(Out::id));

  /// What counts as spent because its lease is over, the oldest first.
  private final LinkedHashMap<String, Out> late = new LinkedHashMap<>();

  /// The pots that have another sum than when it was last asked.
  private final Set<String> changed = new HashSet<>();

  private final Names names = new Names();
  private int many = FEW;

  /// How much is in a pot; of what is reserved, `presumed` is spent if nobody settles.
  private static final class Filling {
    private final Instant over;
    private long spent;
    private long reserved;
    private long presumed;

    private Filling(Instant over) {
      this.over = over;
    }

    private Level level() {
      return new Level(spent, reserved);
    }

    private Sum sum() {
      return new Sum(spent + presumed, over);
    }
  }

  /// Something reserved.
  private record Out(String id, Instant until, Hold hold) {
    Map<Pot, Long> amounts() {
      return hold.amounts();
    }

    long presumed() {
      return hold.presumed();
    }
  }

  /// Reserves in all of these, or in none.
  public Reserved reserve(
      List<Pot> wanted, long amount, long presumed, Duration lease, Instant now) {
    lapse(now);
    var amounts = new HashMap<Pot, Long>();
    for (Pot pot : wanted) {
      Long limit = pot.limit();
      Level level = level(pot, now);
      if (limit != null && amount > limit - level.all()) {
        return new Reserved.Over(pot, level);
      }
      amounts.put(pot, amount);
    }
    var hold = new Hold(names.next(), amounts, presumed);
    var out = new Out(hold.id(), now.plus(lease), hold);
    holds.put(out.id(), out);
    ends.add(out);
    var levels = new HashMap<Pot, Level>();
    for (Pot pot : out.amounts().keySet()) {
      Filling filling = filling(pot, now);
      filling.reserved += amount;
      filling.presumed += presumed;
      changed.add(pot.name());
      levels.put(pot, filling.level());
    }
    return new Reserved.Granted(hold, Map.copyOf(levels));
  }

  /// Puts what was used in the place of what was reserved, once.
  public void settle(Hold hold, long used, Instant now) {
    lapse(now);
    Out out = holds.remove(hold.id());
    Out dead = late.remove(hold.id());
    if (out != null) {
      ends.remove(out);
      out.amounts()
          .forEach(
              (pot, amount) -> {
                Filling filling = filling(pot, now);
                filling.reserved -= amount;
                filling.presumed -= out.presumed();
                filling.spent += used;
                changed.add(pot.name());
              });
    } else if (dead != null) {
      dead.amounts()
          .keySet()
          .forEach(
              pot -> {
                filling(pot, now).spent += used - dead.presumed();
                changed.add(pot.name());
              });
    }
  }

  /// How these stand.
  public Map<Pot, Level> levels(List<Pot> wanted, Instant now) {
    lapse(now);
    var levels = new HashMap<Pot, Level>();
    for (Pot pot : wanted) {
      levels.put(pot, level(pot, now));
    }
    return Map.copyOf(levels);
  }

  /// Puts back what was spent in an earlier life; who reserved it is taken for dead.
  public void restore(String name, Sum sum) {
    var filling = new Filling(sum.over());
    filling.spent = sum.amount();
    pots.put(name, filling);
  }

  /// The pots that changed since this was last asked. Those that were forgotten are not among them.
  public Map<String, Sum> changes() {
    var sums = new HashMap<String, Sum>();
    for (String name : changed) {
      Filling filling = pots.get(name);
      if (filling != null) {
        sums.put(name, filling.sum());
      }
    }
    changed.clear();
    return sums;
  }

  /// Whether a pot whose window was over then is forgotten now.
  public static boolean isForgotten(Instant over, Instant now) {
    return over.plus(AFTERLIFE).isBefore(now);
  }

  /// How many pots are known.
  public int size() {
    return pots.size();
  }

  private Level level(Pot pot, Instant now) {
    Filling filling = pots.get(pot.name());
    return filling == null || isForgotten(filling.over, now) ? new Level(0, 0) : filling.level();
  }

  private Filling filling(Pot pot, Instant now) {
    Filling known = pots.get(pot.name());
    if (known != null && !isForgotten(known.over, now)) {
      return known;
    }
    var fresh = new Filling(pot.over());
    pots.put(pot.name(), fresh);
    if (pots.size() > many) {
      makeRoom(pot.name(), now);
    }
    return fresh;
  }

  /// Drops pots that are over, and of those that are left the emptiest where they are too many.
  private void makeRoom(String spared, Instant now) {
    pots.values().removeIf(filling -> isForgotten(filling.over, now));
    if (pots.size() > MOST) {
      pots.entrySet().stream()
          .filter(entry -> entry.getValue().reserved == 0 && !entry.getKey().equals(spared))
          .sorted(Comparator.comparingLong(entry -> entry.getValue().spent))
          .limit(MOST / 10)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(pots::remove);
    }
    many = Math.clamp(2L * pots.size(), FEW, MOST);
  }

  /// Takes for spent what is presumed of those who are dead.
  private void lapse(Instant now) {
    while (!ends.isEmpty() && !ends.first().until().isAfter(now)) {
      Out out = ends.removeFirst();
      holds.remove(out.id());
      out.amounts()
          .forEach(
              (pot, amount) -> {
                Filling filling = filling(pot, now);
                filling.reserved -= amount;
                filling.presumed -= out.presumed();
                filling.spent += out.presumed();
              });
      late.put(out.id(), out);
      if (late.size() > LATE) {
        late.pollFirstEntry();
      }
    }
  }
}
