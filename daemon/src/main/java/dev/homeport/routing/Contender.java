package dev.homeport.routing;

import dev.homeport.catalogue.Source;
import dev.homeport.dialect.ProviderDialect;

/// A provider as routing sees it.
///
/// @param dialect what its API can carry
public record Contender(Source source, ProviderDialect dialect) {
  /// What the settings call it.
  public String name() {
    return source.name();
  }
}
