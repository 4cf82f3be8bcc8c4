package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Rung;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What was done to the tunnel within the last day, so that limits hold over restarts of this
/// process.
///
/// @param climbs the oldest first
public record Memory(List<Climb> climbs) {
  /// Nothing was done.
  public static final Memory NONE = new Memory(List.of());

  static final Duration DAY = Duration.ofDays(1);

  private static final String CLIMBS = "climbs";

  /// Of each rung the last ones: more than are allowed within an hour, and of what is limited by
  /// the day, within a day.
  private static final int MOST = 30;

  /// One rung.
  public record Climb(Rung rung, long nanos) {}

  /// Copies the list.
  public Memory {
    climbs = List.copyOf(climbs);
  }

  /// The same and one more.
  Memory and(Rung rung, Moment at) {
    var all = new ArrayList<>(climbs);
    all.add(new Climb(rung, at.nanos()));
    return new Memory(latest(all, at));
  }

  private static List<Climb> latest(List<Climb> all, Moment at) {
    var kept = new ArrayList<Climb>();
    for (Climb climb : all.reversed()) {
      long newer = kept.stream().filter(one -> one.rung() == climb.rung()).count();
      if (newer < MOST && at.since(climb.nanos()).compareTo(DAY) < 0) {
        kept.add(climb);
      }
    }
    return kept.reversed();
  }

  /// The same after a sleep, through which the ticker stood still.
  Memory slept(Duration gap) {
    return new Memory(
        climbs.stream()
            .map(climb -> new Climb(climb.rung(), climb.nanos() - gap.toNanos()))
            .toList());
  }

  /// When that rung was climbed, the oldest first, as far as it lies no further back than this.
  List<Long> within(Duration span, Rung rung, Moment at) {
    return climbs.stream()
        .filter(climb -> climb.rung() == rung)
        .map(Climb::nanos)
        .filter(nanos -> at.since(nanos).compareTo(span) < 0)
        .toList();
  }

  /// The fields by which it is stored: what was climbed, and the hour.
  public Map<String, String> fields(Moment at) {
    String all =
        climbs.stream()
            .map(climb -> climb.rung().word() + " " + at.at(climb.nanos()))
            .collect(Collectors.joining(", "));
    return Map.of(CLIMBS, all);
  }

  /// What was stored. A time ahead of the clock was written under another clock, and counts as now;
  /// who broke a field by hand finds it ignored.
  public static Memory of(Map<String, String> fields, Moment at) {
    var climbs =
        Arrays.stream(fields.getOrDefault(CLIMBS, "").split(", ", -1))
            .flatMap(text -> climb(text, at).stream())
            .toList();
    return new Memory(latest(climbs, at));
  }

  private static List<Climb> climb(String text, Moment at) {
    String[] words = text.split(" ", 2);
    if (words.length < 2) {
      return List.of();
    }
    try {
      Duration ago = Duration.between(Instant.parse(words[1]), at.wall());
      long nanos = ago.isNegative() ? at.nanos() : at.nanos() - ago.toNanos();
      return Arrays.stream(Rung.values())
          .filter(rung -> rung.word().equals(words[0]))
          .map(rung -> new Climb(rung, nanos))
          .toList();
    } catch (DateTimeException | ArithmeticException _) {
      return List.of();
    }
  }
}
