package dev.homeport.lifecycle;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A thread that takes a turn, rests, and takes the next one until it is stopped.
///
/// It has a platform thread, because it must go on when all carriers are busy. A turn that throws
/// is a bug: it is told, and the loop goes on after a rest. That holds for an error, too: what a
/// class that cannot be loaded or a stack that is too deep leaves undone is less than all that the
/// loop would never do again, and nobody would know of. Where memory ends, the JVM does.
public final class Loop {
  private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

  /// What is done each time.
  @FunctionalInterface
  public interface Turn {
    /// Takes a turn and says how long to rest after it.
    Duration take() throws InterruptedException;
  }

  private final Turn turn;
  private final Consumer<RuntimeException> bugs;

  /// Has a permit when a turn was asked for while the loop rested or was at work.
  private final Semaphore nudged = new Semaphore(0);

  private final Thread thread;

  private Loop(String name, Turn turn, Consumer<RuntimeException> bugs) {
    this.turn = turn;
    this.bugs = bugs;
    this.thread = Threads.loop(name, this::run);
  }

  /// Starts a loop; its first turn is at once.
  public static Loop start(String name, Turn turn, Consumer<RuntimeException> bugs) {
    return new Loop(name, turn, bugs);
  }

  /// Ends the rest now. From any thread, never waits.
  public void nudge() {
    if (nudged.availablePermits() == 0) {
      nudged.release();
    }
  }

  /// Interrupts it and returns when it is over.
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration rest = takeTurn();
        boolean early = nudged.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
        if (early) {
          nudged.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      // Asked to stop, and this is the end of the thread.
    }
  }

  private Duration takeTurn() throws InterruptedException {
    try {
      return turn.take();
    } catch (RuntimeException e) {
      tell(e);
    } catch (Error e) {
      tell(new IllegalStateException(e.toString(), e));
    }
    return AFTER_A_BUG;
  }

  private void tell(RuntimeException bug) {
    try {
      bugs.accept(bug);
    } catch (RuntimeException | Error e) {
      // What broke the turn may break whoever hears of it, and there is nobody else to tell.
    }
  }
}
