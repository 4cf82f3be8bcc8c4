package dev.homeport.probe.provider;

import dev.homeport.catalogue.Source.Kind;
import java.time.Duration;

/// How long to wait before a provider is asked for its list again. Asking a home is cheap, and its
/// return is waited for; a cloud's list changes seldom, and thousands of us shall not ask in step.
///
/// @param least what lies between two looks, however many ask for one
/// @param rest the usual rest
/// @param retry the rest after a first failure; it doubles with each that follows
/// @param longest the longest rest after failures
/// @param patience how long one answer may take
record Pacing(Duration least, Duration rest, Duration retry, Duration longest, Duration patience) {
  private static final double SPREAD = 0.2;

  static final Pacing HOME =
      new Pacing(
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  static final Pacing CLOUD =
      new Pacing(
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15));

  /// The pace for a provider of that kind.
  static Pacing of(Kind kind) {
    return kind == Kind.HOME ? HOME : CLOUD;
  }

  /// The rest after a look.
  ///
  /// @param failures how many looks have failed in a row
  /// @param chance from 0 to 1, spreads the rests by a tenth to both sides
  Duration after(int failures, double chance) {
    Duration planned = rest;
    if (failures > 0) {
      planned = retry;
      for (int i = 1; i < failures && planned.compareTo(longest) < 0; i++) {
        planned = planned.multipliedBy(2);
      }
      planned = planned.compareTo(longest) < 0 ? planned : longest;
    }
    return Duration.ofNanos((long) (planned.toNanos() * (1 + SPREAD * (chance - 0.5))));
  }
}
