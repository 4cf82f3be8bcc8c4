package dev.homeport.store.redis;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.redis.protocol.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What was settled and is not yet booked in Redis, each until Redis has acknowledged it. Where
/// there are too many, the oldest are forgotten, which is told.
final class Debts {
  private final int most;
  private final Journal journal;

  /// Guards all that follows.
  private final ReentrantLock turn = new ReentrantLock();

  /// By the hold's id, the oldest first.
  private final LinkedHashMap<String, Debt> debts = new LinkedHashMap<>();

  private int dropped;
  private long droppedAmount;

  /// Something to be booked.
  ///
  /// @param unknown whether Redis may not know of the hold
  /// @param sent the line over which it was sent last
  private record Debt(Hold hold, long used, boolean unknown, @Nullable Line sent) {
    Debt over(@Nullable Line line) {
      return new Debt(hold, used, unknown, line);
    }
  }

  /// Something to be sent.
  record Due(Hold hold, long used, boolean unknown) {}

  Debts(int most, Journal journal) {
    this.most = most;
    this.journal = journal;
  }

  /// Notes a debt; the first word about a hold counts.
  void add(Hold hold, long used, boolean unknown) {
    boolean first = false;
    turn.lock();
    try {
      debts.putIfAbsent(hold.id(), new Debt(hold, used, unknown, null));
      if (debts.size() > most) {
        dropped++;
        droppedAmount += debts.pollFirstEntry().getValue().used;
        first = dropped == 1;
      }
    } finally {
      turn.unlock();
    }
    if (first) {
      journal.note(
          Weight.ERROR,
          "spending forgotten",
          Map.of("cause", "more was settled while Redis was away than is remembered"));
    }
  }

  /// What was not sent over this line; from now on it was.
  List<Due> takeFor(Line line, int atMost) {
    turn.lock();
    try {
      var due = new ArrayList<Due>();
      for (var entry : debts.entrySet()) {
        if (due.size() == atMost) {
          break;
        }
        Debt debt = entry.getValue();
        if (!line.equals(debt.sent)) {
          entry.setValue(debt.over(line));
          due.add(new Due(debt.hold, debt.used, debt.unknown));
        }
      }
      return due;
    } finally {
      turn.unlock();
    }
  }

  /// It is booked.
  void booked(String id) {
    turn.lock();
    try {
      debts.remove(id);
    } finally {
      turn.unlock();
    }
  }

  /// It was refused, and is to be sent again later.
  void refused(String id) {
    turn.lock();
    try {
      debts.computeIfPresent(id, (_, debt) -> debt.over(null));
    } finally {
      turn.unlock();
    }
  }

  /// How many there are.
  int size() {
    turn.lock();
    try {
      return debts.size();
    } finally {
      turn.unlock();
    }
  }

  /// Tells what was forgotten since this was last called.
  void tellDropped() {
    int count;
    long amount;
    turn.lock();
    try {
      count = dropped;
      amount = droppedAmount;
      dropped = 0;
      droppedAmount = 0;
    } finally {
      turn.unlock();
    }
    if (count > 0) {
      journal.note(
          Weight.ERROR, "spending never booked", Map.of("requests", count, "amount", amount));
    }
  }
}
