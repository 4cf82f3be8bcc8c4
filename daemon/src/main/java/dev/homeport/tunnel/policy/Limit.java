package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Rung;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How often something may be done: with a gap that doubles each time it was done within the hour,
/// and so many times within a day.
///
/// @param gap after the first time
/// @param longest what the gap grows to
record Limit(Duration gap, Duration longest, int perDay) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 20;

  /// At most once in this time.
  static Limit oncePer(Duration gap) {
    return new Limit(gap, gap, Integer.MAX_VALUE);
  }

  /// With a gap that grows.
  static Limit growing(Duration gap, Duration longest) {
    return new Limit(gap, longest, Integer.MAX_VALUE);
  }

  /// When it may be done again; nothing where it may be done now.
  @Nullable Long freeNanos(Memory memory, Rung rung, Moment at) {
    List<Long> today = memory.within(Memory.DAY, rung, at);
    if (today.isEmpty()) {
      return null;
    }
    int lately = Math.max(1, memory.within(HOUR, rung, at).size());
    Duration grown = gap.multipliedBy(1L << Math.min(lately - 1, MOST_DOUBLINGS));
    Duration rest = grown.compareTo(longest) < 0 ? grown : longest;
    long free = today.getLast() + rest.toNanos();
    if (today.size() >= perDay) {
      free = later(free, today.get(today.size() - perDay) + Memory.DAY.toNanos());
    }
    return at.isAtOrAfter(free) ? null : free;
  }

  static long later(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos >= 0 ? oneNanos : otherNanos;
  }
}
