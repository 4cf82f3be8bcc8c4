package dev.homeport.fake;

import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyRing;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.Terms;
import dev.homeport.store.FactLog;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keys made beside a role that may run already: in the folder of its state, where it finds them at
/// once.
public final class NewKeys {
  private final KeyRing ring;

  /// Keys kept in that folder.
  public NewKeys(Path state) {
    if (!(FactLog.open(state, Ticker.system(), _ -> {}) instanceof FactLog.Opened.Open(var log))) {
      throw new AssertionError("no state can be kept in " + state);
    }
    ring = new KeyRing(log, List.of(), WallClock.system());
  }

  /// A key with these scopes, else with scope infer.
  public String make(String name, Scope... scopes) {
    Set<Scope> all = scopes.length == 0 ? Set.of(Scope.INFER) : Set.of(scopes);
    return make(name, all, KeyLimits.NONE, null);
  }

  /// A key that is good for one request a minute.
  public String hurried(String name) {
    return make(name, Set.of(Scope.INFER), new KeyLimits(1, null, null), null);
  }

  /// A key that was good once, which nobody takes for a guess.
  public String expired(String name) {
    return make(name, Set.of(Scope.INFER), KeyLimits.NONE, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private String make(String name, Set<Scope> scopes, KeyLimits limits, @Nullable Instant expires) {
    return switch (ring.add(
        new NewKey(name, scopes, List.of(), limits, Terms.USUAL, expires, null))) {
      case KeyRing.Added.Made(_, String secret) -> secret;
      case KeyRing.Added other -> throw new AssertionError(other);
    };
  }
}
