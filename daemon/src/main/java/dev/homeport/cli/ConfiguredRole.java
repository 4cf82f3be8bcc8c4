package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Loader;
import dev.homeport.config.Starter;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.router.RouterRole;
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

  /// The file to begin with, for all of them.
  static String starter() {
    return Starter.text(Stream.of(values()).map(role -> role.loader().role().starter()).toList());
  }

  /// Reads its configuration.
  Loaded<?> load(Inputs inputs) {
    return loader().load(inputs);
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
