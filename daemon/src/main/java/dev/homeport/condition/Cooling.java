package dev.homeport.condition;

import java.time.Duration;

/// How long a provider rests after it failed.
///
/// @param first after a first failure; zero where it is not to rest at all
/// @param longest as long as a rest may become by failures in a row, where the provider says
///   nothing itself
/// @param probe as long as there may be between two looks whether it is back; zero where nobody
///   looks
public record Cooling(Duration first, Duration longest, Duration probe) {
  /// Whoever fails is asked again at once.
  public static final Cooling OFF = new Cooling(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
