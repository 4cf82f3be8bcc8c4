package dev.homeport.cli;

import dev.homeport.host.Platform;
import dev.homeport.install.Door;
import dev.homeport.install.FileWork.Owning;
import dev.homeport.install.Launcher;
import dev.homeport.install.Ports;
import dev.homeport.install.WayIn;
import dev.homeport.time.Pause;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an installation stands on, so that a test can put something else below it.
///
/// @param slash the root of the file system
/// @param launcher the launcher that we were started by; nothing where that is not known
/// @param javaHome the JVM that we run on
record Grounds(
    Path slash,
    Ports ports,
    Door door,
    Pause pause,
    Owning owning,
    WayIn way,
    @Nullable String launcher,
    Path javaHome) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// The real one.
  static Grounds real(Platform platform, WayIn way) {
    return new Grounds(
        Path.of("/"),
        Ports.of(platform),
        Grounds::ask,
        Pause.real(),
        Owning.real(),
        way,
        System.getProperty(Launcher.PROPERTY),
        Path.of(System.getProperty("java.home")));
  }

  private static Door.Said ask(URI base, String path) {
    return switch (new Asking(base, null, PATIENCE).get(path)) {
      case Asking.Said.Nothing(String why) -> new Door.Said(0, why, false);
      case Asking.Said.Answered answered ->
          new Door.Said(
              answered.status(), answered.text(), !answered.field("Homeport-Instance").isEmpty());
    };
  }
}
