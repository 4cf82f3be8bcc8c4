package dev.homeport.store.redis.protocol;

import dev.homeport.time.Deadline;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command to whose reply somebody waits.
public final class Call implements Taker {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Consumer<Reply> first;

  /// What came. Written before `done`, read after it.
  private @Nullable Outcome outcome;

  /// What came of it.
  public sealed interface Outcome {
    /// It replied.
    record Replied(Reply reply) implements Outcome {}

    /// No reply will come.
    record Lost(String why) implements Outcome {}

    /// None came in time.
    record Late() implements Outcome {}
  }

  /// A call whose reply somebody looks at before the next one is read; that must not wait.
  public Call(Consumer<Reply> first) {
    this.first = first;
  }

  @Override
  public void took(Reply reply) {
    first.accept(reply);
    outcome = new Outcome.Replied(reply);
    done.countDown();
  }

  @Override
  public void lost(String why) {
    outcome = new Outcome.Lost(why);
    done.countDown();
  }

  /// Waits no longer than that; an interrupt changes nothing and is kept for later.
  public Outcome await(Deadline deadline) {
    boolean interrupted = false;
    boolean came = false;
    while (true) {
      try {
        came = done.await(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return came && outcome != null ? outcome : new Outcome.Late();
  }
}
