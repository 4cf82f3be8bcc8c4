package dev.homeport.story;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// What a crowd of guests got, counted.
final class Tally {
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<String> mishaps = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();

  /// The one that took longest, and how long; written by whoever thinks to have it.
  private volatile long longestNanos;

  private volatile String longest = "";

  /// Counts one.
  void add(Guest.Outcome outcome, long nanos) {
    add("asked");
    millis.add(nanos / 1_000_000);
    if (nanos > longestNanos) {
      // Two at once may both be taken for the longest, and one of them is.
      longestNanos = nanos;
      longest = outcome.toString();
    }
    switch (outcome) {
      case Guest.Outcome.Whole(String provider, String attempts) -> {
        add("whole of " + provider);
        attempts(attempts);
      }
      case Guest.Outcome.Unfinished(String provider, String attempts) -> {
        add("cut mid-stream of " + provider);
        attempts(attempts);
      }
      case Guest.Outcome.Failed(String what) -> {
        add("failed");
        mishaps.add("FAILED " + what);
      }
      case Guest.Outcome.Wrong(String what) -> {
        add("wrong");
        mishaps.add("WRONG " + what);
      }
    }
  }

  /// `home;timeout;dur=3012, east;ok` is a timeout of home's.
  private void attempts(String header) {
    List<String> all = Arrays.asList(header.split(", *", -1));
    if (all.size() > 1) {
      add("whole or cut after failed attempts");
    }
    for (String attempt : all.subList(0, all.size() - 1)) {
      add("attempt " + attempt.replaceFirst("; ?dur=.*", ""));
    }
  }

  /// Counts something.
  void add(String what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /// How many there were.
  long count(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  /// What should not have been, word for word.
  List<String> mishaps() {
    return List.copyOf(mishaps);
  }

  @Override
  public String toString() {
    long[] times = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    var text = new StringBuilder();
    counts.forEach((what, count) -> text.append("%8d  %s%n".formatted(count.sum(), what)));
    if (times.length > 0) {
      text.append(
          "    time to the end: p50 %d ms, p99 %d ms, longest %d ms (%s)%n"
              .formatted(
                  times[times.length / 2],
                  times[times.length * 99 / 100],
                  times[times.length - 1],
                  longest));
    }
    return text.toString();
  }
}
