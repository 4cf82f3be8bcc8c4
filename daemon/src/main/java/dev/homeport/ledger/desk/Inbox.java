package dev.homeport.ledger.desk;

import dev.homeport.store.ledger.Row;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Where requests leave their rows, without waiting for anybody. What it has no room for is lost,
/// and counted.
public final class Inbox {
  private final int room;
  private final ConcurrentLinkedQueue<Row> rows = new ConcurrentLinkedQueue<>();

  /// How many rows there are, or will be in a moment.
  private final AtomicInteger count = new AtomicInteger();

  /// How many were ever taken in.
  private final AtomicLong told = new AtomicLong();

  private final LongAdder lost = new LongAdder();

  /// @param room for how many rows
  public Inbox(int room) {
    this.room = room;
  }

  /// Takes a row in; says how many there are with it, zero where it was lost.
  public int offer(Row row) {
    int with = count.incrementAndGet();
    if (with > room) {
      count.decrementAndGet();
      lost.increment();
      return 0;
    }
    rows.add(row);
    told.incrementAndGet();
    return with;
  }

  /// Moves all rows there; says how many.
  int moveTo(Collection<Row> other) {
    int moved = 0;
    @Nullable Row row = rows.poll();
    while (row != null) {
      other.add(row);
      moved++;
      row = moved < room ? rows.poll() : null;
    }
    count.addAndGet(-moved);
    return moved;
  }

  int count() {
    return count.get();
  }

  /// How many rows were ever taken in.
  public long told() {
    return told.get();
  }

  long lost() {
    return lost.sum();
  }
}
