package dev.homeport.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// STUB.
public final class Gatekeeper {
  /// D.
  public sealed interface Decision {}

  /// K.
  public record Known(Key key) implements Decision {}

  /// R.
  public record Refused(int status, String text, int retryAfterSeconds, @Nullable String challenge)
      implements Decision {}

  private final String secret;

  /// STUB.
  public Gatekeeper(String secret) {
    this.secret = "Bearer " + secret;
  }

  /// STUB.
  public Decision check(Credentials credentials) {
    return secret.equals(credentials.authorization())
        ? new Known(
            new Key("stub", Set.of(Scope.values()), List.of(), new KeyLimits(null, null), null))
        : new Refused(401, "no key", 0, "Bearer");
  }
}
