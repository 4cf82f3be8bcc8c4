package dev.homeport.doctor;

import dev.homeport.config.Loaded;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Tools;
import dev.homeport.doctor.look.Web;
import dev.homeport.doctor.machine.StateFolder;
import dev.homeport.doctor.program.Running;
import dev.homeport.host.Platform;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is known before a round, and the same for all its checks.
///
/// @param envFile the `.env`, there or not
/// @param disk tells on what a folder is
/// @param url where the role is asked, where that is not to be taken from its settings
/// @param key that was given to ask with
/// @param model that shall answer one word; nothing where none is to be loaded
public record Chart(
    Platform platform,
    Running running,
    Web web,
    WallClock wall,
    Path envFile,
    StateFolder.Disk disk,
    @Nullable URI url,
    @Nullable String key,
    @Nullable String model) {
  /// It holds a key, so it does not print it.
  @Override
  public String toString() {
    return "Chart[" + platform + "]";
  }

  /// The chart of this machine.
  public static Chart of(
      Platform platform,
      String version,
      Path envFile,
      Ticker ticker,
      WallClock wall,
      @Nullable URI url,
      @Nullable String key,
      @Nullable String model) {
    return new Chart(
        platform,
        Running.here(version),
        new Web(ticker, new Clocks(wall)),
        wall,
        envFile,
        StateFolder.Disk.real(),
        url,
        key,
        model);
  }

  Tools tools() {
    return new Tools(platform);
  }

  /// A role's configuration, and the settings to go on with: its own, else those it has without
  /// any, else nothing.
  ///
  /// @param <S> the role's settings
  public record Configured<S>(Loaded<S> loaded, @Nullable S settings) {
    /// With these where its own are wrong.
    public static <S> Configured<S> of(Loaded<S> loaded, @Nullable S otherwise) {
      return new Configured<>(
          loaded, loaded instanceof Loaded.Good<S> good ? good.settings() : otherwise);
    }
  }
}
