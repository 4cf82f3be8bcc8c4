package dev.homeport.install;

import dev.homeport.config.GivenKey;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Listen;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an installation must know of a role's configuration, as the service will read it, which is
/// without what the environment of a terminal holds.
///
/// @param state the folder of what belongs to this machine
/// @param place where the state is
/// @param ledger the file of the ledger; nothing where it is in none
/// @param open whether no key is needed
/// @param keys what `HOMEPORT_KEYS` gives
/// @param tunnel the kind of tunnel; empty where none is set
/// @param file the configuration file; nothing where there is none
public record RoleSettings(
    Listen listen,
    Path state,
    StatePlace place,
    @Nullable Path ledger,
    boolean open,
    List<GivenKey> keys,
    String tunnel,
    @Nullable Path file) {
  /// Copies the list.
  public RoleSettings {
    keys = List.copyOf(keys);
  }

  /// Where a program on this machine asks it.
  public String localUrl() {
    return "http://" + listen.fromHere();
  }
}
