package dev.homeport.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key as `keys list` shows it: never its secret, nor the hash.
///
/// @param created when it was made; unknown of one that is not stored
public record Listed(Key key, Origin origin, @Nullable Instant created) {
  /// Where a key is from.
  public enum Origin {
    /// Stored, as a hash of its secret.
    STORED("stored"),
    /// Stored, as a public key; there is no secret.
    PUBLIC_KEY("public key"),
    /// Given by `HOMEPORT_KEYS`, not stored.
    GIVEN("HOMEPORT_KEYS"),
    /// Stored, but not understood by this version, and so good for nothing.
    UNREADABLE("unreadable");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /// How a person reads it.
    public String words() {
      return words;
    }
  }
}
