package dev.homeport.store.memory;

import dev.homeport.store.Tallies;
import dev.homeport.store.tally.Meters;
import dev.homeport.store.tally.Pots;
import dev.homeport.store.tally.Sum;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Tallies of this process alone, in its memory. Exact: what one thread does, the others see as
/// done or not begun.
public final class MemoryTallies implements Tallies {
  private final Ticker ticker;
  private final WallClock wall;

  /// Guards `pots` and `meters`; held for some arithmetic, with nothing called that waits.
  private final ReentrantLock turn = new ReentrantLock();

  private final Pots pots = new Pots();
  private final Meters meters = new Meters();

  /// Empty pots and full minutes.
  ///
  /// @param ticker by which minutes go
  /// @param wall by which leases and windows end
  public MemoryTallies(Ticker ticker, WallClock wall) {
    this.ticker = ticker;
    this.wall = wall;
  }

  @Override
  public Reserved reserve(List<Pot> wanted, long amount, long presumed, Duration lease) {
    Instant now = wall.now();
    turn.lock();
    try {
      return pots.reserve(wanted, amount, presumed, lease, now);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void settle(Hold hold, long used) {
    Instant now = wall.now();
    turn.lock();
    try {
      pots.settle(hold, used, now);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Map<Pot, Level> levels(List<Pot> wanted) {
    Instant now = wall.now();
    turn.lock();
    try {
      return pots.levels(wanted, now);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    long now = ticker.nanoTime();
    turn.lock();
    try {
      return meters.take(meter, perMinute, amount, now);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    long now = ticker.nanoTime();
    turn.lock();
    try {
      meters.took(meter, perMinute, amount, now);
    } finally {
      turn.unlock();
    }
  }

  /// Puts back what was in a pot in an earlier life.
  public void restore(String pot, Sum sum) {
    turn.lock();
    try {
      pots.restore(pot, sum);
    } finally {
      turn.unlock();
    }
  }

  /// The pots that changed since this was last asked.
  public Map<String, Sum> changes() {
    turn.lock();
    try {
      return pots.changes();
    } finally {
      turn.unlock();
    }
  }
}
