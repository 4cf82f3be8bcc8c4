package dev.homeport.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// STUB.
public record Key(
    String name,
    Set<Scope> scopes,
    List<String> models,
    KeyLimits limits,
    @Nullable Instant expires) {
  /// Whether it may.
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /// Whether it may use.
  public boolean mayUse(String normalisedModel) {
    return models.isEmpty()
        || models.stream()
            .anyMatch(
                glob -> normalisedModel.matches("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E"));
  }
}
