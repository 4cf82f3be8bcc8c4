package dev.homeport.probe;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts what passes by: cheap enough to be on the way of every piece of every answer, because
/// nobody reads a clock or takes a lock there.
final class Traffic {
  /// How it stood at one moment.
  ///
  /// @param waiting questions whose answers have not begun
  /// @param asked how many questions there have ever been
  /// @param lives how many signs of life: heads of answers and pieces of them
  record Count(int waiting, long asked, long lives) {}

  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder asked = new LongAdder();
  private final LongAdder lives = new LongAdder();

  void waiting(int change) {
    waiting.addAndGet(change);
    if (change > 0) {
      asked.add(change);
    }
  }

  void lived() {
    lives.increment();
  }

  /// Read one after the other, so a question that ends meanwhile may be counted once more or once
  /// less; the next count puts it right.
  Count count() {
    return new Count(waiting.get(), asked.sum(), lives.sum());
  }
}
