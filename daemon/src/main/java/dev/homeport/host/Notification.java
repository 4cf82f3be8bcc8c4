package dev.homeport.host;

import dev.homeport.host.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Notifications on a Mac's screen, by `osascript`. What they say is handed over as arguments and
/// never becomes part of a script.
///
/// @param limit how long the program may take
public record Notification(Platform platform, Duration limit) {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<String> SCRIPT =
      List.of(
          "-e",
          "on run argv",
          "-e",
          "display notification (item 2 of argv) with title (item 1 of argv)",
          "-e",
          "end run");

  /// Whether it is on the screen.
  public sealed interface Shown {
    /// It is.
    record Yes() implements Shown {}

    /// It is not; the text says why.
    record No(String why) implements Shown {}
  }

  /// Those of this machine's user, where it has a screen.
  public Notification(Platform platform) {
    this(platform, LIMIT);
  }

  /// Shows one. The title begins with a letter, or the program would take it for an option.
  public Shown show(String title, String text) throws InterruptedException {
    if (platform.os() != Platform.Os.MACOS) {
      return new Shown.No("only macOS has a screen for it");
    }
    Optional<Path> osascript = platform.executable("osascript");
    if (osascript.isEmpty()) {
      return new Shown.No("the program osascript was not found");
    }
    String[] arguments = new String[SCRIPT.size() + 2];
    SCRIPT.toArray(arguments);
    arguments[SCRIPT.size()] = title;
    arguments[SCRIPT.size() + 1] = text;
    return switch (Command.of(limit, osascript.get(), arguments).run()) {
      case Result.NotFound(String why) -> new Shown.No(why);
      case Result.TimedOut(Duration after, _, _) ->
          new Shown.No("osascript gave no answer within " + after.toSeconds() + " s");
      case Result.Ran(int exit, _, _) ->
          exit == 0 ? new Shown.Yes() : new Shown.No("osascript ended with exit status " + exit);
    };
  }
}
