package dev.homeport.install;

import dev.homeport.host.Platform;
import java.nio.file.Path;

/// A kind of machine that Homeport can be a service of.
public interface Site {
  /// The machine as the service will find it: without the environment of a terminal.
  Platform service();

  /// Where the service will work.
  Path folder();

  /// Looks around, and decides what an installation will do.
  Plan.Made plan(Launcher launcher, WayIn way, RoleSettings settings) throws InterruptedException;

  /// Looks around, and decides what taking it back will do.
  ///
  /// @param state where the state is
  /// @param purge whether data go, too
  Plan.Made removal(Path state, boolean purge, WayIn way) throws InterruptedException;
}
