package dev.homeport.install;

import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A program of the system that an installation asks, such as `launchctl`.
///
/// @param name what it is called, wherever it is
/// @param limit how long one call may take
public record Program(String name, Platform platform, Duration limit) {
  /// The exit status of a program that gave none: it is not there, or took too long.
  public static final int NONE = -1;

  /// How a call ended.
  ///
  /// @param out what it printed; where there is no status, why
  public record Said(int exit, String out, String err) {
    /// Whether it did as it was told.
    public boolean isWell() {
      return exit == 0;
    }

    /// What it had to say, in a line.
    public String words() {
      String all = (err.isBlank() ? out : err).strip();
      int end = all.indexOf('\n');
      return end < 0 ? all : all.substring(0, end);
    }
  }

  /// Calls it.
  public Said call(String... arguments) throws InterruptedException {
    Optional<Path> found = platform.executable(name);
    if (found.isEmpty()) {
      return new Said(NONE, "", name + " is not on this machine");
    }
    return switch (Command.of(limit, found.get(), arguments).run()) {
      case Result.Ran(int exit, String out, String err) -> new Said(exit, out, err);
      case Result.TimedOut(Duration after, _, _) ->
          new Said(NONE, "", name + " took longer than " + after.toSeconds() + " s");
      case Result.NotFound(String why) -> new Said(NONE, "", why);
    };
  }
}
