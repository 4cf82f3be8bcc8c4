package dev.homeport.tunnel.watch;

import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Report.Repair;
import dev.homeport.tunnel.Rung;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The repairs since the start: how many, and the last ones. One thread's own.
final class Repairs {
  private static final int SHOWN = 20;

  private final Deque<Repair> last = new ArrayDeque<>();
  private final Map<Rung, Long> counts = new EnumMap<>(Rung.class);

  void add(Repair repair) {
    last.addFirst(repair);
    if (last.size() > SHOWN) {
      last.removeLast();
    }
    counts.merge(repair.rung(), 1L, Long::sum);
  }

  /// The newest first.
  List<Repair> last() {
    return List.copyOf(last);
  }

  Map<Rung, Long> counts() {
    return Map.copyOf(counts);
  }

  /// What came of a rung, in words.
  static String words(Mended outcome) {
    return switch (outcome) {
      case Mended.Done(String what) -> what;
      case Mended.Refrained(var why) -> "refrained: " + why.what();
      case Mended.Failed(String why) -> "failed: " + why;
    };
  }
}
