package dev.homeport.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What pots must hold after a walk at random, kept as simply as can be: a list of all that was
/// ever granted.
final class Book {
  private final TalliesContract suite;
  private final String seed;
  private final List<Pot> pots;
  private final List<Entry> entries = new ArrayList<>();

  /// Something granted.
  private static final class Entry {
    private final Tallies granter;
    private final Hold hold;
    private final List<Pot> pots;
    private final long amount;
    private final long presumed;
    private final Instant until;
    private long used = -1;

    private Entry(
        Tallies granter, Hold hold, List<Pot> pots, long amount, long presumed, Instant until) {
      this.granter = granter;
      this.hold = hold;
      this.pots = pots;
      this.amount = amount;
      this.presumed = presumed;
      this.until = until;
    }
  }

  Book(TalliesContract suite, long seed) {
    this.suite = suite;
    this.seed = "seed " + seed;
    this.pots =
        List.of(
            suite.pot("a " + seed, 100L),
            suite.pot("b " + seed, 60L),
            suite.pot("c " + seed, null));
  }

  void step(Random random, Tallies tallies) {
    switch (random.nextInt(5)) {
      case 0, 1 -> reserve(random, tallies);
      case 2, 3 -> settle(random);
      default -> suite.pass(Duration.ofSeconds(random.nextInt(60)));
    }
  }

  private void reserve(Random random, Tallies tallies) {
    List<Pot> wanted = new ArrayList<>(pots);
    wanted.removeIf(_ -> random.nextInt(3) == 0);
    long amount = 1L + random.nextInt(50);
    long presumed = random.nextLong(amount + 1);
    Duration lease = Duration.ofSeconds(1 + random.nextInt(120));
    suite.catchUp();
    var before = levels();
    boolean fits =
        wanted.stream()
            .allMatch(
                pot -> {
                  Long limit = pot.limit();
                  return limit == null || levelOf(before, pot).all() + amount <= limit;
                });
    switch (tallies.reserve(wanted, amount, presumed, lease)) {
      case Reserved.Granted(Hold hold, Map<Pot, Level> levels) -> {
        assertThat(fits).describedAs(seed).isTrue();
        Instant until = suite.wall.now().plus(lease);
        entries.add(new Entry(tallies, hold, wanted, amount, presumed, until));
        var after = levels();
        after.keySet().retainAll(wanted);
        assertThat(levels).describedAs(seed).isEqualTo(after);
      }
      case Reserved.Over(Pot pot, Level level) -> {
        assertThat(fits).describedAs(seed).isFalse();
        assertThat(level).describedAs(seed).isEqualTo(before.get(pot));
        Long limit = pot.limit();
        assertThat(limit).isNotNull().isLessThan(level.all() + amount);
      }
    }
  }

  /// Who granted it settles it.
  private void settle(Random random) {
    if (entries.isEmpty()) {
      return;
    }
    Entry entry = entries.get(random.nextInt(entries.size()));
    long used = random.nextInt(4) == 0 ? random.nextInt(80) : random.nextLong(entry.amount + 1);
    entry.granter.settle(entry.hold, used);
    if (entry.used < 0) {
      entry.used = used;
    }
  }

  void compare(Tallies tallies) {
    assertThat(tallies.levels(pots)).describedAs(seed).isEqualTo(levels());
  }

  private Map<Pot, Level> levels() {
    var levels = new HashMap<Pot, Level>();
    for (Pot pot : pots) {
      long spent = 0;
      long reserved = 0;
      for (Entry entry : entries) {
        if (entry.pots.contains(pot)) {
          if (entry.used >= 0) {
            spent += entry.used;
          } else if (entry.until.isAfter(suite.wall.now())) {
            reserved += entry.amount;
          } else {
            spent += entry.presumed;
          }
        }
      }
      levels.put(pot, new Level(spent, reserved));
    }
    return levels;
  }

  private static Level levelOf(Map<Pot, Level> levels, Pot pot) {
    return levels.getOrDefault(pot, new Level(0, 0));
  }
}
