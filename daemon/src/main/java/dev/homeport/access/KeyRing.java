package dev.homeport.access;

import dev.homeport.config.GivenKey;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.time.WallClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of this state: those that are stored, shared with every process on it, and those that
/// `HOMEPORT_KEYS` gives to this one. A stored and a given key of one name are both good, and share
/// the name's limits.
public final class KeyRing {
  private final Facts facts;
  private final List<GivenKey> given;
  private final WallClock wall;

  /// What was last read; whoever finds it outdated replaces it by one that is as new as any.
  private volatile KeyShelf shelf;

  /// The keys in these facts, and these.
  public KeyRing(Facts facts, List<GivenKey> given, WallClock wall) {
    this.facts = facts;
    this.given = List.copyOf(given);
    this.wall = wall;
    this.shelf = new KeyShelf(facts.shelf(StoredKey.KIND), this.given);
  }

  /// What became of a key to add.
  public sealed interface Added {
    /// It is made, and this is the only time that its secret can be seen.
    record Made(Key key, String secret) implements Added {
      /// Everything but the secret.
      @Override
      public String toString() {
        return "Made[" + key + "]";
      }
    }

    /// It is made, and its public key proves it.
    record Registered(Key key) implements Added {}

    /// Its name or its public key is that of another, and of which.
    record Taken(String why) implements Added {}

    /// It could not be stored.
    record Failed(String why) implements Added {}
  }

  /// What became of a key to revoke.
  public sealed interface Revoked {
    /// It is gone, from now on and for every process on this state.
    record Gone(boolean alsoGiven) implements Revoked {}

    /// There is none of that name among the stored.
    record Unknown(boolean given) implements Revoked {}

    /// It could not be removed, and is still good.
    record Failed(String why) implements Revoked {}
  }

  /// Makes a key and stores it.
  public Added add(NewKey wanted) {
    if (wanted.publicKey() != null) {
      @Nullable String owner = ownerOf(wanted.publicKey().blob());
      if (owner != null) {
        return new Added.Taken("this public key is already that of the key " + owner);
      }
      var stored = new StoredKey(wanted.key(), now(), null, wanted.publicKey());
      return added(wanted, facts.add(stored.fact()), new Added.Registered(wanted.key()));
    }
    String secret = Secret.make();
    return added(wanted, add(wanted, secret), new Added.Made(wanted.key(), secret));
  }

  private static Added added(NewKey wanted, Written written, Added done) {
    return switch (written) {
      case Written.Done _ -> done;
      case Written.Unmet _ ->
          new Added.Taken(
              "there is a key " + wanted.name() + " already; choose another name or revoke it");
      case Written.Failed(String why) -> new Added.Failed(why);
    };
  }

  private @Nullable String ownerOf(String blob) {
    facts.freshenNow();
    return shelf().byBlob(blob).map(signer -> signer.key().name()).orElse(null);
  }

  /// Stores a key with a secret that exists already, unless its name is taken.
  Written add(NewKey wanted, String secret) {
    return facts.add(new StoredKey(wanted.key(), now(), Digest.of(secret), null).fact());
  }

  private Instant now() {
    return wall.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Takes a stored key away.
  public Revoked revoke(String name) {
    boolean isGiven = given.stream().anyMatch(key -> key.name().equals(name));
    return switch (facts.remove(StoredKey.KIND, name)) {
      case Written.Done _ -> new Revoked.Gone(isGiven);
      case Written.Unmet _ -> new Revoked.Unknown(isGiven);
      case Written.Failed(String why) -> new Revoked.Failed(why);
    };
  }

  /// All keys, as of this moment: the stored in the order of their making, then the given.
  public List<Listed> list() {
    return latest().listed();
  }

  /// Whether there is no key at all, expired ones included.
  public boolean isEmpty() {
    return list().isEmpty();
  }

  /// The keys, no older than a few milliseconds. Cheap.
  KeyShelf fresh() {
    facts.freshen();
    return shelf();
  }

  /// The keys up to this very moment.
  KeyShelf latest() {
    facts.freshenNow();
    return shelf();
  }

  private KeyShelf shelf() {
    KeyShelf seen = shelf;
    Facts.Shelf stored = facts.shelf(StoredKey.KIND);
    if (!seen.shows(stored)) {
      seen = new KeyShelf(stored, given);
      shelf = seen;
    }
    return seen;
  }
}
