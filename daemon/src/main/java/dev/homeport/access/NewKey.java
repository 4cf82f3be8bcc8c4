package dev.homeport.access;

import dev.homeport.access.signature.SshKey;
import dev.homeport.config.GivenKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A key that somebody wants made.
///
/// @param publicKey the public key by which the client proves who it is; without it a secret is
///   made
public record NewKey(
    String name,
    Set<Scope> scopes,
    List<String> models,
    KeyLimits limits,
    Terms terms,
    @Nullable Instant expires,
    @Nullable SshKey publicKey) {
  private static final Pattern GLOB = Pattern.compile("[!-~&&[^,]]{1,200}");

  public NewKey {
    if (!GivenKey.isName(name)) {
      throw new IllegalArgumentException(GivenKey.NAME_RULE);
    }
    if (scopes.isEmpty() || !models.stream().allMatch(NewKey::isGlob)) {
      throw new IllegalArgumentException("a key needs a scope, and models are globs");
    }
    scopes = Set.copyOf(scopes);
    models = List.copyOf(models);
  }

  /// Whether this can name models: printable ASCII without blanks and commas.
  public static boolean isGlob(String text) {
    return GLOB.matcher(text).matches();
  }

  /// The key as it will be.
  Key key() {
    return new Key(name, scopes, models, limits, terms, expires);
  }
}
