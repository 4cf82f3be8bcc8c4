package dev.homeport.resilience;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One request's claim to a place: it enters once, and is closed once.
public final class Ticket implements AutoCloseable {
  /// How often somebody who listens is told of a changed position.
  private static final Duration NEWS = Duration.ofSeconds(1);

  private final Gate gate;
  private final String party;
  private final @Nullable String model;

  /// What the gate or a leaving client decided, whichever came first.
  private final AtomicReference<@Nullable Entry> entry = new AtomicReference<>();

  /// Whether the place was given back.
  private final AtomicBoolean closed = new AtomicBoolean();

  private final CountDownLatch settled = new CountDownLatch(1);

  Ticket(Gate gate, String party, @Nullable String model) {
    this.gate = gate;
    this.party = party;
    this.model = model;
  }

  String party() {
    return party;
  }

  @Nullable String model() {
    return model;
  }

  /// Takes a place if there is one just now. Where there is none, it may still be waited for.
  public boolean enterNow() {
    Entry at = gate.arriveWithoutWaiting(this);
    if (at == null) {
      return false;
    }
    if (!settle(at)) {
      if (at instanceof Entry.Admitted) {
        gate.depart(this);
      }
      return false;
    }
    return at instanceof Entry.Admitted;
  }

  /// Waits for a place.
  ///
  /// @param news told of the position in the queue when it changes, at most once a second
  public Entry enter(@Nullable IntConsumer news) throws InterruptedException {
    Entry at = gate.arrive(this);
    if (at != null) {
      if (!settle(at) && at instanceof Entry.Admitted) {
        gate.depart(this);
      }
      return outcome();
    }
    long began = gate.ticker().nanoTime();
    long mostNanos = gate.longestWait().toNanos();
    int told = 0;
    while (true) {
      if (news != null) {
        int position = gate.positionOf(this);
        if (position > 0 && position != told) {
          told = position;
          news.accept(position);
        }
      }
      long waited = gate.ticker().nanoTime() - began;
      long slice = Math.min(mostNanos - waited, news == null ? Long.MAX_VALUE : NEWS.toNanos());
      boolean decided;
      try {
        decided = settled.await(Math.max(0, slice), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        leave();
        throw e;
      }
      if (decided) {
        gate.withdraw(this);
        return outcome();
      }
      if (gate.ticker().nanoTime() - began >= mostNanos && gate.withdraw(this)) {
        settle(new Entry.Overdue(Duration.ofNanos(mostNanos)));
        return outcome();
      }
    }
  }

  /// The client went away: stops waiting. From any thread, at any time.
  public void leave() {
    if (settle(new Entry.Left())) {
      gate.withdraw(this);
    }
  }

  /// The first of an answer has come, so its model is loaded.
  public void begun() {
    gate.begun(this);
  }

  /// Gives the place back, if there was one.
  @Override
  public void close() {
    if (entry.get() instanceof Entry.Admitted && closed.compareAndSet(false, true)) {
      gate.depart(this);
    }
  }

  /// Decides, unless somebody did before.
  boolean settle(Entry decided) {
    if (!entry.compareAndSet(null, decided)) {
      return false;
    }
    settled.countDown();
    return true;
  }

  private Entry outcome() {
    Entry decided = entry.get();
    if (decided == null) {
      throw new IllegalStateException("a ticket is used once");
    }
    return decided;
  }
}
