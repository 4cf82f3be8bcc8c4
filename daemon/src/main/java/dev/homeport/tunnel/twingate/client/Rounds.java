package dev.homeport.tunnel.twingate.client;

import java.time.Duration;

/// How often the client was started in vain, and what follows. The way of Twingate's own action for
/// build servers: five starts, after each a longer look, a stop between them. Then a rest, and all
/// of it again, for ever.
///
/// @param rounds how many were over
/// @param tries starts of this one
record Rounds(int rounds, int tries) {
  static final int TRIES = 5;
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static final Rounds NONE = new Rounds(0, 0);

  /// One start more.
  Rounds started() {
    return new Rounds(rounds, tries + 1);
  }

  /// Whether it may be started without a rest.
  boolean mayStart() {
    return tries < TRIES;
  }

  /// How long a start may take to show.
  Duration patience() {
    return STEP.multipliedBy(tries);
  }

  /// The next round.
  Rounds over() {
    return new Rounds(rounds + 1, 0);
  }

  /// The rest before this round.
  ///
  /// @param chance between 0 and 1, so that many do not begin together
  Duration rest(double chance) {
    Duration most = SHORTEST.multipliedBy(1L << Math.min(rounds - 1, 10));
    Duration capped = most.compareTo(LONGEST) < 0 ? most : LONGEST;
    return capped.multipliedBy(80 + Math.round(40 * chance)).dividedBy(100);
  }
}
