package dev.homeport.account;

import dev.homeport.resilience.Entry;
import dev.homeport.resilience.Gate;
import dev.homeport.resilience.Gate.Limits;
import dev.homeport.resilience.Ticket;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What an account has to do: who is at it, who waits for it, and how often it was asked. It is the
/// same over a reload of the settings.
///
/// A provider that says that these are too many at once is believed: fewer are let in, and one more
/// again every two minutes.
final class Hands {
  private static final Duration GROWTH = Duration.ofMinutes(2);

  /// What has no limit of its own has none again after so long.
  private static final Duration HEALED = Duration.ofMinutes(10);

  private static final int QUEUE = 64;

  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();

  private final Ticker ticker;
  private final Gate gate;

  /// Those who wait; each adds and removes itself.
  private final Set<Ticket> waiting = ConcurrentHashMap.newKeySet();

  /// What the settings allow. Guarded by `this`, as is all below.
  private int most;

  private Duration wait;

  /// How many are at it, and were not sent away.
  private int welcome;

  /// How many were let in after the last complaint, and when that was; zero where nobody complains.
  private int fewer;

  private long fewerSinceNanos;

  /// What the gate was told.
  private Limits told;

  Hands(@Nullable Integer most, Duration wait, Ticker ticker) {
    this.ticker = ticker;
    this.most = most == null ? Integer.MAX_VALUE : most;
    this.wait = wait;
    this.told = new Limits(this.most, QUEUE, wait);
    this.gate = new Gate(told, ticker);
  }

  /// From now on so many, and those who wait do so for so long.
  void fit(@Nullable Integer allowed, Duration longest) {
    synchronized (this) {
      most = allowed == null ? Integer.MAX_VALUE : allowed;
      wait = longest;
    }
    refit();
  }

  Ticket ticket(String party) {
    refit();
    return gate.ticket(party, null);
  }

  /// Waits for a place.
  ///
  /// @param inVain whether there is nothing to wait for any more; where that becomes so later,
  ///   [#disperse] is called after it
  Entry await(Ticket ticket, BooleanSupplier inVain) throws InterruptedException {
    waiting.add(ticket);
    try {
      if (inVain.getAsBoolean()) {
        ticket.leave();
      }
      return ticket.enter(null);
    } finally {
      waiting.remove(ticket);
    }
  }

  /// Sends away all who wait: there is nothing to wait for any more.
  void disperse() {
    waiting.forEach(Ticket::leave);
  }

  /// One has begun.
  synchronized void begun() {
    welcome++;
    asked.increment();
  }

  /// One that has begun is over, or was sent away.
  void ended() {
    synchronized (this) {
      welcome--;
    }
    refit();
  }

  /// So many at once are too many: those that are left, and one at least, are not.
  void shrink() {
    synchronized (this) {
      fewer = Math.max(1, Math.min(allowed(), welcome));
      fewerSinceNanos = ticker.nanoTime();
    }
    refit();
  }

  void countAnswer() {
    answered.increment();
  }

  void countFailure() {
    failed.increment();
  }

  long asked() {
    return asked.sum();
  }

  long answered() {
    return answered.sum();
  }

  long failed() {
    return failed.sum();
  }

  int inside() {
    return gate.snapshot().running();
  }

  /// How many are let in at once today.
  synchronized int limit() {
    return allowed();
  }

  /// How long its queue is for what it takes at once.
  double load() {
    return gate.snapshot().waiting() / (double) limit();
  }

  /// The lock is held.
  private int allowed() {
    if (fewer == 0) {
      return most;
    }
    Duration since = Duration.ofNanos(ticker.nanoTime() - fewerSinceNanos);
    long grown = fewer + since.dividedBy(GROWTH);
    boolean healed = most == Integer.MAX_VALUE && since.compareTo(HEALED) >= 0;
    if (healed || grown >= most) {
      fewer = 0;
      return most;
    }
    return (int) grown;
  }

  private void refit() {
    Limits next;
    synchronized (this) {
      next = new Limits(allowed(), QUEUE, wait);
      if (next.equals(told)) {
        return;
      }
      told = next;
    }
    gate.resize(next);
  }
}
