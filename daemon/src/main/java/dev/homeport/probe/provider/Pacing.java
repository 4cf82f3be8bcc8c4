package dev.homeport.probe.provider;

import dev.homeport.catalogue.Source.Kind;
import java.time.Duration;

/// How long to wait before a provider is asked for its list again. Asking a home is cheap, and its
/// return is to be known within four seconds; a cloud's list changes seldom, and thousands of us
/// shall not ask in step.
///
/// @param least what lies between two looks, however many ask for one
/// @param rest the usual rest
/// @param retry the rest after a first failure; it doubles with each that follows
/// @param longest the longest rest while something is wrong
/// @param away the longest rest while it does not answer
/// @param patience how long one answer may take
record Pacing(
    Duration least,
    Duration rest,
    Duration retry,
    Duration longest,
    Duration away,
    Duration patience) {
  private static final double SPREAD = 0.2;

  static final Pacing HOME =
      new Pacing(
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMillis(2500),
          Duration.ofSeconds(5));

  static final Pacing CLOUD =
      new Pacing(
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15));

  /// The pace for a provider of that kind.
  ///
  /// @param probe the longest rest while it does not answer, by the settings
  static Pacing of(Kind kind, Duration probe) {
    Pacing usual = kind == Kind.HOME ? HOME : CLOUD;
    return new Pacing(
        usual.least(),
        usual.rest(),
        usual.retry(),
        usual.longest(),
        shorter(usual.away(), probe),
        usual.patience());
  }

  /// The rest after a look.
  ///
  /// @param failures how many looks in a row have found something wrong
  /// @param isAway whether the last one was not even answered
  /// @param chance from 0 to 1, spreads the rests by a tenth to both sides
  Duration after(int failures, boolean isAway, double chance) {
    Duration planned = rest;
    if (failures > 0) {
      Duration most = isAway ? away : longest;
      planned = retry;
      for (int i = 1; i < failures && planned.compareTo(most) < 0; i++) {
        planned = planned.multipliedBy(2);
      }
      planned = shorter(planned, most);
    }
    return Duration.ofNanos((long) (planned.toNanos() * (1 + SPREAD * (chance - 0.5))));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
