package dev.homeport.fake;

import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyRing;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.Terms;
import dev.homeport.config.door.StatePlace;
import dev.homeport.state.StateDoor;
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
  private final StatePlace place;

  private NewKeys(StatePlace place) {
    this.place = place;
  }

  /// Keys kept in that folder, as a daemon has them.
  public static NewKeys ofDaemon(Path folder) {
    return new NewKeys(new StatePlace.Folder(folder));
  }

  /// Keys kept in the database in that folder, as a router has them.
  public static NewKeys ofRouter(Path folder) {
    return new NewKeys(new StatePlace.Sqlite(folder.resolve("homeport.db")));
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
    var wanted = new NewKey(name, scopes, List.of(), limits, Terms.USUAL, expires, null);
    return switch (StateDoor.open(place, Ticker.system(), WallClock.system(), _ -> {})) {
      case StateDoor.Opened.Failed(String why) -> throw new AssertionError(why);
      case StateDoor.Opened.Open(var state) -> {
        var ring = new KeyRing(state.facts(), List.of(), WallClock.system());
        KeyRing.Added added = ring.add(wanted);
        StateDoor.close(state);
        if (!(added instanceof KeyRing.Added.Made(_, String secret))) {
          throw new AssertionError(added);
        }
        yield secret;
      }
    };
  }
}
