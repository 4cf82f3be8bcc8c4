package dev.homeport.access;

import dev.homeport.wire.ModelGlob;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client that we know, and what it may do. How it proves who it is does not belong to it.
///
/// @param name what logs, metrics and limits call it
/// @param models globs of the models it may use; empty for all
/// @param terms for whom it is, and how far its questions may go
/// @param expires from when on it is no longer good
public record Key(
    String name,
    Set<Scope> scopes,
    List<String> models,
    KeyLimits limits,
    Terms terms,
    @Nullable Instant expires) {
  private static final Key ANYONE =
      new Key(
          "anyone",
          Set.of(Scope.INFER, Scope.METRICS),
          List.of(),
          KeyLimits.NONE,
          Terms.USUAL,
          null);

  public Key {
    scopes = Set.copyOf(scopes);
    models = List.copyOf(models);
  }

  /// Who comes without a key where `auth: none` is written.
  public static Key open() {
    return ANYONE;
  }

  /// Whether it may do this.
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /// Whether it may use this model, whose name is as Ollama compares it: lower case, with a tag.
  public boolean mayUse(String normalisedModel) {
    return models.isEmpty()
        || models.stream().anyMatch(glob -> ModelGlob.matches(glob, normalisedModel));
  }

  /// Whether its time is over.
  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }
}
