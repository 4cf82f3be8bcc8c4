package dev.homeport.tunnel.watch;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A thread that does one thing and ends, one at a time. Its owner's own, like its thread.
final class Errand {
  private final BiFunction<String, Runnable, Thread> threads;
  private @Nullable Thread thread;

  /// Errands that are run by threads like these.
  Errand(BiFunction<String, Runnable, Thread> threads) {
    this.threads = threads;
  }

  void run(String name, Runnable work) {
    thread = threads.apply(name, work);
  }

  boolean isOver() {
    Thread last = thread;
    return last == null || !last.isAlive();
  }

  /// Asks it to end; returns at once.
  void callOff() {
    Thread last = thread;
    if (last != null) {
      last.interrupt();
    }
  }

  /// Returns when it is over.
  void end() throws InterruptedException {
    callOff();
    Thread last = thread;
    if (last != null) {
      last.join();
    }
  }
}
