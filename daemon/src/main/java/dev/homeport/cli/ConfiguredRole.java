package dev.homeport.cli;

import dev.homeport.config.GivenKey;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Loader;
import dev.homeport.config.Starter;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.source.Problem;
import dev.homeport.config.value.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A role that has a configuration.
enum ConfiguredRole {
  /// The Mac's.
  DAEMON,
  /// The router's.
  ROUTER;

  /// What an option that names one is called, and what it may be.
  static final String OPTION = "--role";

  static final String LABEL = "daemon|router";

  /// What a command on one role looked for.
  sealed interface Found {
    /// The role, and what any command must know of its settings.
    ///
    /// @param folder what belongs to this machine alone
    /// @param state where it keeps what it must not forget
    /// @param keys what `HOMEPORT_KEYS` gives
    record Right(
        ConfiguredRole role, Listen listen, Path folder, StatePlace state, List<GivenKey> keys)
        implements Found {}

    /// The role, whose configuration is wrong.
    record Wrong(ConfiguredRole role, List<Problem> problems) implements Found {}
  }

  /// Those meant: the one that is asked for, else all that the file has a section for, else the
  /// daemon.
  static List<ConfiguredRole> asked(@Nullable ConfiguredRole one, Inputs inputs) {
    if (one != null) {
      return List.of(one);
    }
    List<ConfiguredRole> inFile =
        Stream.of(values()).filter(role -> role.loader().isAskedFor(inputs)).toList();
    return inFile.isEmpty() ? List.of(DAEMON) : inFile;
  }

  /// The first of those meant, for a command that works on one.
  static Found find(@Nullable ConfiguredRole one, Inputs inputs) {
    return asked(one, inputs).getFirst().found(inputs);
  }

  /// The one whose keys are meant. Where no file says whose, and only a router has a state here, as
  /// on a server that is set up by variables, they are the router's: the daemon's would be good for
  /// nothing.
  static Found ofKeys(@Nullable ConfiguredRole one, Inputs inputs) {
    boolean isSaid =
        one != null || Stream.of(values()).anyMatch(role -> role.loader().isAskedFor(inputs));
    return !isSaid
            && ROUTER.found(inputs) instanceof Found.Right router
            && isThere(router.state())
            && !(DAEMON.found(inputs) instanceof Found.Right daemon && isThere(daemon.state()))
        ? router
        : find(one, inputs);
  }

  private static boolean isThere(StatePlace place) {
    return switch (place) {
      case StatePlace.Folder(Path folder) -> Files.exists(folder.resolve("facts.log"));
      case StatePlace.Sqlite(Path file) -> Files.exists(file);
      case StatePlace.Redis _ -> true;
    };
  }

  /// The file to begin with, for all of them.
  static String starter() {
    return Starter.text(Stream.of(values()).map(role -> role.loader().role().starter()).toList());
  }

  /// Reads its configuration.
  Loaded<?> load(Inputs inputs) {
    return loader().load(inputs);
  }

  private Found found(Inputs inputs) {
    return switch (this) {
      case DAEMON ->
          switch (DaemonRole.LOADER.load(inputs)) {
            case Loaded.Bad<DaemonSettings> bad -> new Found.Wrong(this, bad.problems());
            case Loaded.Good<DaemonSettings> good -> {
              DaemonSettings settings = good.settings();
              yield new Found.Right(
                  this,
                  settings.listen(),
                  settings.state(),
                  new StatePlace.Folder(settings.state()),
                  settings.keys());
            }
          };
      case ROUTER ->
          switch (RouterRole.LOADER.load(inputs)) {
            case Loaded.Bad<RouterSettings> bad -> new Found.Wrong(this, bad.problems());
            case Loaded.Good<RouterSettings> good -> {
              RouterSettings settings = good.settings();
              yield new Found.Right(
                  this, settings.listen(), settings.state(), settings.place(), settings.keys());
            }
          };
    };
  }

  private Loader<?> loader() {
    return switch (this) {
      case DAEMON -> DaemonRole.LOADER;
      case ROUTER -> RouterRole.LOADER;
    };
  }

  /// What users call it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
