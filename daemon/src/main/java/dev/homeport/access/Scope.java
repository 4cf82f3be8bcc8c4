package dev.homeport.access;

import java.util.Locale;
import java.util.Optional;

/// What a key may do. Each scope stands alone: none includes another.
public enum Scope {
  /// Ask models, and see which there are.
  INFER,
  /// Change what is there: pull, delete, unload, load options.
  ADMIN,
  /// Read the metrics.
  METRICS,
  /// Open the link to a router.
  LINK;

  /// Its name in commands, files and messages.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The scope of that name.
  public static Optional<Scope> of(String word) {
    for (Scope scope : values()) {
      if (scope.word().equals(word)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
