package dev.homeport.store.sqlite;

import dev.homeport.store.Tallies.Level;
import dev.homeport.store.tally.Pots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The pots of the file as they were at the last look, and what was done to them here since and is
/// not written yet. One thread at a time.
///
/// What is done is only ever an addition, so that it can be written later upon whatever others have
/// written meanwhile.
final class Mirror {
  /// More pots than this are not kept at hand, unless something is still to be written.
  private static final int MOST = 100_000;

  private final Map<String, Entry> entries = new HashMap<>();

  /// Pots to which something was done that is not written.
  private final Set<String> dirty = new LinkedHashSet<>();

  /// What others reserved and did not settle in time, by pot.
  private Map<String, Late> othersLate = Map.of();

  /// Grows whenever another process has written, which makes all that is known old.
  private long era = 1;

  /// A pot as it is in the file.
  record Base(long spent, long reserved, Instant over) {}

  /// What of a pot belongs to leases that are over.
  ///
  /// @param amount what is not reserved any more
  /// @param presumed what is taken for spent of it
  record Late(long amount, long presumed) {
    static final Late NOTHING = new Late(0, 0);

    Late plus(Late more) {
      return new Late(amount + more.amount, presumed + more.presumed);
    }
  }

  /// What is added to a pot.
  record Addition(String pot, long spent, long reserved, Instant over) {}

  private static final class Entry {
    private Base base;

    /// The era in which the base was read; 0 where it never was.
    private long era;

    /// What is not written yet.
    private long moreSpent;

    private long moreReserved;

    /// What the writer is writing.
    private long flyingSpent;

    private long flyingReserved;

    /// What of it belongs to leases of this process that are over.
    private Late late = Late.NOTHING;

    private Entry(Base base) {
      this.base = base;
    }

    private boolean isClean() {
      return moreSpent == 0
          && moreReserved == 0
          && flyingSpent == 0
          && flyingReserved == 0
          && late.equals(Late.NOTHING);
    }

    private Level level(Late othersLate) {
      Late lost = late.plus(othersLate);
      return new Level(
          base.spent() + moreSpent + flyingSpent + lost.presumed(),
          base.reserved() + moreReserved + flyingReserved - lost.amount());
    }
  }

  /// Another process has written.
  void age() {
    era++;
  }

  /// Whether what is known of a pot is as the file has it.
  boolean isFresh(String pot) {
    Entry entry = entries.get(pot);
    return entry != null && entry.era == era;
  }

  /// What the file says of a pot; nothing where it says nothing.
  void know(String pot, @Nullable Base base, Instant over) {
    Entry entry = entry(pot, over);
    entry.base = base == null ? new Base(0, 0, over) : base;
    entry.era = era;
  }

  Level level(String pot, Instant now) {
    Entry entry = entries.get(pot);
    return entry == null || Pots.isForgotten(entry.base.over(), now)
        ? new Level(0, 0)
        : entry.level(othersLate.getOrDefault(pot, Late.NOTHING));
  }

  void add(String pot, long spent, long reserved, Instant over) {
    Entry entry = entry(pot, over);
    entry.moreSpent += spent;
    entry.moreReserved += reserved;
    dirty.add(pot);
  }

  /// A lease of this process is over, or what it left is put right.
  void late(String pot, Late more, Instant over) {
    Entry entry = entry(pot, over);
    entry.late = entry.late.plus(more);
  }

  /// The leases of others that are over, all of them.
  void othersLate(Map<String, Late> late) {
    othersLate = Map.copyOf(late);
  }

  /// What is to be written, which is now in the writer's hands.
  List<Addition> launch() {
    var additions = new ArrayList<Addition>();
    for (String pot : dirty) {
      Entry entry = entries.get(pot);
      if (entry != null && (entry.moreSpent != 0 || entry.moreReserved != 0)) {
        additions.add(new Addition(pot, entry.moreSpent, entry.moreReserved, entry.base.over()));
        entry.flyingSpent = entry.moreSpent;
        entry.flyingReserved = entry.moreReserved;
        entry.moreSpent = 0;
        entry.moreReserved = 0;
      }
    }
    dirty.clear();
    return additions;
  }

  /// It was written, or it was not.
  void land(Collection<Addition> additions, boolean written) {
    for (Addition addition : additions) {
      Entry entry = entry(addition.pot(), addition.over());
      entry.flyingSpent -= addition.spent();
      entry.flyingReserved -= addition.reserved();
      if (written) {
        Base base = entry.base;
        entry.base =
            new Base(
                base.spent() + addition.spent(),
                base.reserved() + addition.reserved(),
                base.over());
      } else {
        add(addition.pot(), addition.spent(), addition.reserved(), addition.over());
      }
    }
  }

  /// Whether anything is to be written.
  boolean isDirty() {
    return !dirty.isEmpty();
  }

  /// All pots that are known, and when their windows are over.
  Map<String, Instant> pots() {
    var pots = new HashMap<String, Instant>();
    entries.forEach((name, entry) -> pots.put(name, entry.base.over()));
    return pots;
  }

  /// Drops what nobody asks for any more.
  void tidy(Instant now) {
    entries.values().removeIf(entry -> entry.isClean() && Pots.isForgotten(entry.base.over(), now));
    if (entries.size() > MOST) {
      entries.values().removeIf(Entry::isClean);
    }
  }

  private Entry entry(String pot, Instant over) {
    return entries.computeIfAbsent(pot, _ -> new Entry(new Base(0, 0, over)));
  }
}
