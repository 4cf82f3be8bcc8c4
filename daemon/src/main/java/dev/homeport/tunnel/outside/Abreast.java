package dev.homeport.tunnel.outside;

import dev.homeport.lifecycle.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Several looks at once, each in a thread of its own, awaited together. An interrupt of whoever
/// waits ends them all.
public final class Abreast {
  private Abreast() {}

  /// One of them.
  @FunctionalInterface
  public interface Look<T> {
    /// Takes it.
    T take() throws InterruptedException;
  }

  /// Takes all of them; what they saw is in their order. One that failed is a bug, and is thrown.
  public static <T> List<T> all(List<Look<T>> looks) throws InterruptedException {
    if (looks.size() == 1) {
      return List.of(looks.getFirst().take());
    }
    // Each cell is written by one thread and read when that has ended.
    var seen = new AtomicReferenceArray<@Nullable T>(looks.size());
    var bugs = new AtomicReferenceArray<@Nullable RuntimeException>(looks.size());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < looks.size(); i++) {
      int place = i;
      threads.add(
          Threads.virtual(
              "look " + place,
              () -> {
                try {
                  seen.set(place, looks.get(place).take());
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } catch (RuntimeException e) {
                  bugs.set(place, e);
                }
              }));
    }
    try {
      for (Thread each : threads) {
        each.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    var all = new ArrayList<T>();
    for (int i = 0; i < looks.size(); i++) {
      RuntimeException bug = bugs.get(i);
      if (bug != null) {
        throw bug;
      }
      T one = seen.get(i);
      if (one == null) {
        throw new InterruptedException("a look was interrupted");
      }
      all.add(one);
    }
    return all;
  }
}
