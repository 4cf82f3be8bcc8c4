package dev.homeport.ledger.desk;

import dev.homeport.lifecycle.Loop;
import dev.homeport.store.ledger.Book;
import dev.homeport.store.ledger.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A hand with a thread of its own, because a book may take long and nobody else shall. It opens
/// the book when it first needs it.
public final class Scribe implements Hand {
  private static final Duration LONG = Duration.ofHours(1);

  private final Opening opening;
  private final Runnable done;
  private final AtomicReference<@Nullable Work> work = new AtomicReference<>();
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  /// Has a permit when something was done since the last wait for that.
  private final Semaphore rested = new Semaphore(0);

  /// Written by its thread, read by those who ask.
  private volatile @Nullable Book book;

  /// Whether its thread is to end.
  private volatile boolean stopped;

  private @Nullable Loop loop;

  /// How the book is opened.
  @FunctionalInterface
  public interface Opening {
    /// Opens it.
    Book open() throws IOException;
  }

  /// @param done is called on its thread when something is done
  public Scribe(Opening opening, Runnable done) {
    this.opening = opening;
    this.done = done;
  }

  /// Begins.
  public void start(Consumer<RuntimeException> bugs) {
    loop = Loop.start("ledger book", this::turn, bugs);
  }

  /// Ends, and closes the book. What is being written is cut off where it takes long.
  public void stop() throws InterruptedException {
    stopped = true;
    Loop running = loop;
    Book open = book;
    if (open != null) {
      open.close();
    }
    if (running != null) {
      running.stop();
    }
    Book late = book;
    if (late != null) {
      late.close();
    }
  }

  /// The book, once it is open.
  public @Nullable Book book() {
    return book;
  }

  @Override
  public void give(Work next) {
    work.set(next);
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  @Override
  public @Nullable Outcome take() {
    return outcome.getAndSet(null);
  }

  /// Waits until something is done, but not for longer than this.
  public void awaitRest(Duration most) throws InterruptedException {
    var _ = rested.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    rested.drainPermits();
  }

  private Duration turn() {
    Work next = work.getAndSet(null);
    if (next != null) {
      outcome.set(outcomeOf(next));
      if (rested.availablePermits() == 0) {
        rested.release();
      }
      done.run();
    }
    if (stopped) {
      // A driver may have swallowed it: SQLite's does while it finds out what machine this is.
      Thread.currentThread().interrupt();
    }
    return LONG;
  }

  private Outcome outcomeOf(Work next) {
    try {
      Book open = opened();
      return switch (next) {
        case Work.Write(var rows) -> written(open, rows);
        case Work.Copy(var piece) -> written(open, piece.rows());
        case Work.Forget(var before, int most) -> new Outcome.Done(open.forget(before, most));
      };
    } catch (IOException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError | AssertionError e) {
      // A driver that does not fit this machine must not end what writes the rows down.
      return new Outcome.Failed("a fault in Homeport: " + e);
    }
  }

  private static Outcome written(Book book, List<Row> rows) throws IOException {
    book.append(rows);
    return new Outcome.Done(rows.size());
  }

  private Book opened() throws IOException {
    Book open = book;
    if (open == null) {
      open = opening.open();
      book = open;
    }
    return open;
  }
}
