package dev.homeport.tunnel.outside;

import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Work with something open that ends in time, whatever it waits for: a socket's own time limit is
/// for each read, and who sends a byte now and then keeps one for ever.
///
/// The work has a thread of its own. When it is too late, or whoever waits is interrupted, what is
/// open is closed under it, which ends every read and write.
public final class InTime {
  /// How long work that has lost its connection may take to notice.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private InTime() {}

  /// What is done.
  @FunctionalInterface
  public interface Work<T> {
    /// Does it.
    T done() throws IOException;
  }

  /// What came of it; written by the worker, read when that has ended.
  private static final class Outcome<T> {
    private @Nullable T value;
    private @Nullable IOException failure;
    private @Nullable RuntimeException bug;

    void of(Work<T> work) {
      try {
        value = work.done();
      } catch (IOException e) {
        failure = e;
      } catch (RuntimeException e) {
        bug = e;
      }
    }

    T told() throws IOException {
      if (bug != null) {
        throw bug;
      }
      if (failure != null) {
        throw failure;
      }
      if (value == null) {
        throw new IOException("nothing came of it");
      }
      return value;
    }
  }

  /// Does it until then.
  ///
  /// @param open what the work waits for; closed where it does not end in time
  /// @throws SocketTimeoutException where it is too late
  public static <T> T by(Deadline deadline, Closeable open, Work<T> work)
      throws IOException, InterruptedException {
    if (deadline.hasPassed()) {
      open.close();
      throw new SocketTimeoutException("it is too late");
    }
    var outcome = new Outcome<T>();
    Thread worker = Threads.virtual("look outside", () -> outcome.of(work));
    boolean ended = false;
    try {
      ended = worker.join(Duration.ofNanos(Math.max(1, deadline.leftNanos())));
    } finally {
      if (!ended) {
        worker.interrupt();
        open.close();
      }
    }
    if (!ended) {
      boolean _ = worker.join(LAST_WORDS);
      throw new SocketTimeoutException("nothing came in time");
    }
    return outcome.told();
  }
}
