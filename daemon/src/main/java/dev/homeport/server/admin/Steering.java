package dev.homeport.server.admin;

import dev.homeport.condition.Pin;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.One;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What those who run a router can order it to do.
public interface Steering {
  /// For how long a provider may be pinned.
  One<Duration> PIN_TIME = Amounts.duration(Duration.ofSeconds(1), Duration.ofDays(31));

  /// The names of all whom it can ask.
  List<String> providers();

  /// The provider that a name means, where there is one.
  Optional<String> meant(String name);

  /// Asks only this provider for so long.
  void pin(String provider, Duration time);

  /// Asks everybody again.
  void unpin();

  /// Who is pinned.
  Optional<Pin> pinned();

  /// Forgets what is known of failures, who is preferred, who is pinned, and what nobody could
  /// answer.
  Forgotten forget();

  /// What was forgotten.
  ///
  /// @param rests how many failures of a provider or of one of its models were remembered
  /// @param preferences for how many models somebody was preferred
  /// @param pin whether a provider was pinned
  record Forgotten(int rests, int preferences, boolean pin) {}
}
