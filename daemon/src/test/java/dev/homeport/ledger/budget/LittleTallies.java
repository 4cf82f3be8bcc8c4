package dev.homeport.ledger.budget;

import dev.homeport.store.Tallies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tallies in memory, exact and small. They remember what is out, and what was dearer than
/// reserved.
final class LittleTallies implements Tallies {
  private final Map<String, Level> pots = new HashMap<>();
  private final Map<String, Hold> out = new HashMap<>();
  private final Map<String, Long> excess = new HashMap<>();
  private int holds;

  @Override
  public synchronized Reserved reserve(
      List<Pot> wanted, long amount, long presumed, Duration lease) {
    for (Pot pot : wanted) {
      Long limit = pot.limit();
      if (limit != null && level(pot).all() + amount > limit) {
        return new Reserved.Over(pot, level(pot));
      }
    }
    var amounts = new HashMap<Pot, Long>();
    for (Pot pot : wanted) {
      amounts.put(pot, amount);
      put(pot, 0, amount);
    }
    var hold = new Hold("hold-" + holds++, amounts, presumed);
    out.put(hold.id(), hold);
    return new Reserved.Granted(hold, levels(wanted));
  }

  @Override
  public synchronized void settle(Hold hold, long used) {
    if (out.remove(hold.id()) != null) {
      hold.amounts()
          .forEach(
              (pot, amount) -> excess.merge(pot.name(), Math.max(0, used - amount), Long::sum));
      hold.amounts().forEach((pot, amount) -> put(pot, used, -amount));
    }
  }

  /// The leases of all that is out are over.
  synchronized void lapse() {
    for (Hold hold : List.copyOf(out.values())) {
      settle(hold, hold.presumed());
    }
  }

  @Override
  public synchronized Map<Pot, Level> levels(List<Pot> wanted) {
    var levels = new HashMap<Pot, Level>();
    wanted.forEach(pot -> levels.put(pot, level(pot)));
    return levels;
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    throw new UnsupportedOperationException("no budget has a minute");
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    throw new UnsupportedOperationException("no budget has a minute");
  }

  private Level level(Pot pot) {
    return pots.getOrDefault(pot.name(), new Level(0, 0));
  }

  private void put(Pot pot, long spent, long reserved) {
    Level before = level(pot);
    pots.put(pot.name(), new Level(before.spent() + spent, before.reserved() + reserved));
  }

  /// How the pot of that name stands.
  synchronized Level level(String pot) {
    return pots.getOrDefault(pot, new Level(0, 0));
  }

  /// The names of the pots with something in them, but for the marks of what was told.
  synchronized List<String> names() {
    return pots.keySet().stream().filter(name -> !name.startsWith("told/")).sorted().toList();
  }

  /// By how much those were dearer, all together, for which too little was reserved.
  synchronized long excess(String pot) {
    return excess.getOrDefault(pot, 0L);
  }

  /// How many have not settled.
  synchronized int out() {
    return out.size();
  }
}
