package dev.homeport.access;

import java.util.Set;

/// STUB.
public record Key(String name, Set<Scope> scopes) {
  /// Whether it may.
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
