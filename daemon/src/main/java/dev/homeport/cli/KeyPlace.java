package dev.homeport.cli;

import dev.homeport.config.GivenKey;
import dev.homeport.store.Facts;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opens the keys that a command works on: those in the state that the configuration names.
@FunctionalInterface
interface KeyPlace {
  /// Opens them.
  ///
  /// @param config the file that `--config` names, if it does
  /// @param role whose they are, where `--role` says it
  Opened open(@Nullable Path config, @Nullable ConfiguredRole role);

  /// What came of it.
  sealed interface Opened {
    /// The state, and the keys that `HOMEPORT_KEYS` gives.
    ///
    /// @param whose the role that the keys are good at
    /// @param done lets go of it
    record Ready(Facts facts, List<GivenKey> given, ConfiguredRole whose, Runnable done)
        implements Opened {
      /// A daemon's, that nobody has to let go of.
      Ready(Facts facts, List<GivenKey> given) {
        this(facts, given, ConfiguredRole.DAEMON, () -> {});
      }
    }

    /// They cannot be opened: the exit code, and what a person must know to mend it.
    record Shut(int exitCode, String text) implements Opened {}
  }
}
