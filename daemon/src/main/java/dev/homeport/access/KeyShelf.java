package dev.homeport.access;

import dev.homeport.access.Listed.Origin;
import dev.homeport.access.signature.SshKey;
import dev.homeport.config.GivenKey;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All keys at one moment, ready to be looked up. Never changes.
final class KeyShelf {
  /// The shelf from which this was made.
  private final long version;

  private final Map<Digest, Key> bySecret = new HashMap<>();
  private final Map<String, Signer> byBlob = new HashMap<>();
  private final List<Listed> listed = new ArrayList<>();

  /// A key and the public key that proves it.
  record Signer(Key key, SshKey publicKey) {}

  /// The stored keys and those given.
  KeyShelf(Facts.Shelf stored, List<GivenKey> given) {
    this.version = stored.version();
    for (Fact fact : stored.facts().values()) {
      StoredKey.read(fact)
          .ifPresentOrElse(
              this::put,
              () -> {
                var unknown =
                    new Key(fact.name(), Set.of(), List.of(), KeyLimits.NONE, Terms.USUAL, null);
                listed.add(new Listed(unknown, Origin.UNREADABLE, null));
              });
    }
    for (GivenKey gift : given) {
      Set<Scope> scopes =
          gift.scopes().stream().flatMap(w -> Scope.of(w).stream()).collect(Collectors.toSet());
      var key = new Key(gift.name(), scopes, List.of(), KeyLimits.NONE, Terms.USUAL, null);
      put(key, Digest.of(gift.secret()), Origin.GIVEN, null);
    }
  }

  private void put(StoredKey stored) {
    if (stored.publicKey() != null) {
      byBlob.putIfAbsent(stored.publicKey().blob(), new Signer(stored.key(), stored.publicKey()));
      listed.add(new Listed(stored.key(), Origin.PUBLIC_KEY, stored.created()));
    } else if (stored.digest() != null) {
      put(stored.key(), stored.digest(), Origin.STORED, stored.created());
    }
  }

  private void put(Key key, Digest digest, Origin origin, @Nullable Instant created) {
    bySecret.putIfAbsent(digest, key);
    listed.add(new Listed(key, origin, created));
  }

  /// Whether this shows the stored keys as of that shelf.
  boolean shows(Facts.Shelf stored) {
    return stored.version() == version;
  }

  /// The key of a secret.
  Optional<Key> bySecret(String secret) {
    return Optional.ofNullable(bySecret.get(Digest.of(secret)));
  }

  /// The key that a public key proves.
  Optional<Signer> byBlob(String blob) {
    return Optional.ofNullable(byBlob.get(blob));
  }

  /// All of them: the stored in the order of their making, then the given.
  List<Listed> listed() {
    return List.copyOf(listed);
  }
}
