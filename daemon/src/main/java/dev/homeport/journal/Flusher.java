package dev.homeport.journal;

import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import java.io.Flushable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Writes out what log lines have gathered, a tenth of a second after the first of them: one write
/// for many requests instead of one each. Sleeps while nothing is logged.
final class Flusher {
  private static final Duration LATEST = Duration.ofMillis(100);

  private final List<Flushable> outputs = new CopyOnWriteArrayList<>();
  private final Thread loop;

  /// Whether a line waits; written by whoever logs, taken back by the loop before it writes.
  private volatile boolean waiting;

  private volatile boolean stopped;

  Flusher() {
    this.loop = Threads.loop("log", this::run);
  }

  void add(Flushable output) {
    outputs.add(output);
  }

  /// A line has been written into a buffer.
  void wrote() {
    if (!waiting) {
      waiting = true;
      LockSupport.unpark(loop);
    }
  }

  /// Ends the loop; the buffers are flushed by whoever closes them.
  void stop() {
    stopped = true;
    loop.interrupt();
  }

  private void run() {
    try {
      while (!stopped) {
        while (!waiting && !stopped) {
          LockSupport.park(this);
          if (Thread.interrupted()) {
            return;
          }
        }
        Pause.real().last(LATEST);
        waiting = false;
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush() {
    for (Flushable output : outputs) {
      try {
        output.flush();
      } catch (IOException e) {
        // A log that cannot be written has nobody to tell.
      }
    }
  }
}
