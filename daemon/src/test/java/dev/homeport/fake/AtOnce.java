package dev.homeport.fake;

import dev.homeport.lifecycle.Threads;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Works that are done side by side, because each of them waits most of its time.
public final class AtOnce {
  private AtOnce() {}

  /// Does all of them, and fails with what went wrong first.
  public static void all(Collection<? extends Runnable> works) throws InterruptedException {
    var wrong = new ConcurrentLinkedQueue<Throwable>();
    var threads = works.stream().map(work -> Threads.virtual("work", () -> run(work, wrong)));
    for (Thread thread : threads.toList()) {
      thread.join();
    }
    Throwable first = wrong.poll();
    if (first != null) {
      first.addSuppressed(new AssertionError(wrong.size() + " more went wrong"));
      throw first instanceof Error error ? error : new AssertionError(first);
    }
  }

  private static void run(Runnable work, ConcurrentLinkedQueue<Throwable> wrong) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      wrong.add(e);
    }
  }
}
