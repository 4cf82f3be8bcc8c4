package dev.homeport.config.provider;

import java.util.Collection;
import java.util.Optional;

/// Home's two names: `home` and `ollama` both mean it wherever a provider is named, as long as only
/// one of them exists.
public final class HomeNames {
  static final String OLLAMA = "ollama";
  static final String HOME = "home";

  private HomeNames() {}

  /// The one of these names that a name means.
  public static Optional<String> meant(String name, Collection<String> names) {
    if (names.contains(name)) {
      return Optional.of(name);
    }
    return switch (name) {
      case HOME -> Optional.of(OLLAMA).filter(names::contains);
      case OLLAMA -> Optional.of(HOME).filter(names::contains);
      default -> Optional.empty();
    };
  }
}
