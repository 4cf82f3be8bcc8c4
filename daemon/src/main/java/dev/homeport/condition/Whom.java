package dev.homeport.condition;

import org.jspecify.annotations.Nullable;

/// Somebody who can fail: a provider as a whole, or for one of its models.
record Whom(String provider, @Nullable String model) {
  static Whom all(String provider) {
    return new Whom(provider, null);
  }
}
