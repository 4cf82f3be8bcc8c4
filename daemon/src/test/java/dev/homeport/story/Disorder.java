package dev.homeport.story;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What goes wrong in a run and when, counted from its beginning: the same for the same seed.
///
/// However much goes wrong, at every moment there is somebody with whom nothing does. Who that is
/// changes, and whoever is next has been well for a while before.
///
/// @param anchors who is well, one after the other
/// @param troubles what befalls whom, in order
record Disorder(List<Anchor> anchors, Map<Place, List<Trouble>> troubles) {
  private static final int HOME_PERCENT = 25;
  private static final int SHORTEST_MILLIS = 500;
  private static final int LONGEST_MILLIS = 3_000;

  /// Who answers.
  ///
  /// Whoever is to be the one who is well has been it for a while before the one before him may
  /// fall ill: a daemon that was killed needs some of it to start, a router some to find out, and a
  /// request that meets several failures on its way some to come by.
  enum Who {
    HOME(6),
    EAST(3),
    WEST(3);

    final Duration before;

    Who(int seconds) {
      before = Duration.ofSeconds(seconds);
    }
  }

  /// Where something goes wrong.
  enum Place {
    PROCESS(Who.HOME),
    WAY(Who.HOME),
    EAST(Who.EAST),
    WEST(Who.WEST);

    final Who who;

    Place(Who who) {
      this.who = who;
    }

    /// What can go wrong there. All of it happens before anything happens again.
    List<Kind> kinds() {
      return switch (this) {
        case PROCESS -> List.of(Kind.KILLED, Kind.FROZEN);
        case WAY -> List.of(Kind.CUT, Kind.SLOW, Kind.RESET, Kind.GONE);
        case EAST, WEST ->
            List.of(
                Kind.SECONDS, Kind.DATE, Kind.MILLIS, Kind.SAID, Kind.BUSY, Kind.SHUT, Kind.EMPTY);
      };
    }
  }

  /// What goes wrong.
  enum Kind {
    /// The daemon is killed, and started again at the end.
    KILLED,
    /// The daemon does nothing.
    FROZEN,
    /// The way to it passes nothing, both ways, and stays open.
    CUT,
    /// The way passes little.
    SLOW,
    /// What runs over the way is reset, once.
    RESET,
    /// Whoever takes the way is refused.
    GONE,
    /// 429, and when it is over in seconds.
    SECONDS,
    /// 429, and when it is over as a date.
    DATE,
    /// 429, and when it is over in milliseconds.
    MILLIS,
    /// 429, and when it is over in words.
    SAID,
    /// 503.
    BUSY,
    /// The connection is closed instead of an answer.
    SHUT,
    /// The connection is closed after the head and a role.
    EMPTY
  }

  /// One thing that goes wrong.
  record Trouble(Kind kind, Duration from, Duration until) {
    boolean isOn(Duration at) {
      return from.compareTo(at) <= 0 && at.compareTo(until) < 0;
    }
  }

  /// Somebody who is well.
  record Anchor(Who who, Duration from, Duration until) {}

  /// The disorder of a seed, for so long.
  static Disorder of(long seed, Duration length) {
    var random = new Random(seed);
    List<Anchor> anchors = anchors(random, length);
    var troubles = new EnumMap<Place, List<Trouble>>(Place.class);
    for (Place place : Place.values()) {
      troubles.put(place, troubles(place, anchors, new Random(random.nextLong()), length));
    }
    return new Disorder(anchors, troubles);
  }

  private static List<Anchor> anchors(Random random, Duration length) {
    var anchors = new ArrayList<Anchor>();
    Duration from = Duration.ZERO;
    Who who = Who.EAST;
    while (from.compareTo(length) < 0) {
      Duration until = from.plus(between(random, 5_000, 9_000));
      anchors.add(new Anchor(who, from, until));
      from = until;
      who = other(who, random);
    }
    return anchors;
  }

  /// Home is seldom the one, because it has more that can go wrong.
  private static Who other(Who who, Random random) {
    if (who != Who.HOME && random.nextInt(100) < HOME_PERCENT) {
      return Who.HOME;
    }
    return who == Who.HOME
        ? random.nextBoolean() ? Who.EAST : Who.WEST
        : who == Who.EAST ? Who.WEST : Who.EAST;
  }

  private static List<Trouble> troubles(
      Place place, List<Anchor> anchors, Random random, Duration length) {
    var troubles = new ArrayList<Trouble>();
    var kinds = new ArrayDeque<Kind>();
    Duration from = between(random, SHORTEST_MILLIS, LONGEST_MILLIS);
    while (from.compareTo(length) < 0) {
      Duration until = from.plus(between(random, SHORTEST_MILLIS, LONGEST_MILLIS));
      Optional<Duration> later = wellUntil(place.who, anchors, from, until);
      if (later.isPresent()) {
        from = later.get();
        continue;
      }
      if (kinds.isEmpty()) {
        var all = new ArrayList<>(place.kinds());
        Collections.shuffle(all, random);
        kinds.addAll(all);
      }
      troubles.add(new Trouble(kinds.remove(), from, until));
      from = until.plus(between(random, SHORTEST_MILLIS, LONGEST_MILLIS));
    }
    return troubles;
  }

  /// Until when somebody has to be well who has to be at some time between these.
  private static Optional<Duration> wellUntil(
      Who who, List<Anchor> anchors, Duration from, Duration until) {
    return anchors.stream()
        .filter(anchor -> anchor.who() == who)
        .filter(anchor -> anchor.from().minus(who.before).compareTo(until) < 0)
        .filter(anchor -> from.compareTo(anchor.until()) < 0)
        .map(Anchor::until)
        .findFirst();
  }

  private static Duration between(Random random, int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most));
  }

  /// What is wrong there at that time.
  Optional<Trouble> at(Place place, Duration time) {
    return of(place).stream().filter(trouble -> trouble.isOn(time)).findFirst();
  }

  /// Who is well at that time; nobody has to be after the end.
  Optional<Who> wellAt(Duration time) {
    return anchors.stream()
        .filter(anchor -> anchor.from().compareTo(time) <= 0 && time.compareTo(anchor.until()) < 0)
        .map(Anchor::who)
        .findFirst();
  }

  /// What befalls a place, in order.
  List<Trouble> of(Place place) {
    return troubles.getOrDefault(place, List.of());
  }
}
