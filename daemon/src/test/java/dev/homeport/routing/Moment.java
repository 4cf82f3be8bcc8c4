package dev.homeport.routing;

import dev.homeport.condition.Condition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All are well, but for those whose accounts are blocked.
///
/// @param blocked until when, by the provider
record Moment(@Nullable String pinned, Map<String, Instant> blocked) implements Bearing {
  @Override
  public Condition of(String provider, String model) {
    return new Condition.Well();
  }

  @Override
  public @Nullable String preferred(String model) {
    return null;
  }

  @Override
  public @Nullable Instant blockedUntil(String provider, String model) {
    return blocked.get(provider);
  }
}
