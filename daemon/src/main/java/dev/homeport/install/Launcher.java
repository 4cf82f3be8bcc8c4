package dev.homeport.install;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The program that a supervisor shall start: the launcher that we were started by, at a path that
/// will still be good after the next update and the next start of the machine.
public sealed interface Launcher {
  /// It is this one.
  ///
  /// @param javaHome the JDK that it needs to be told of; nothing where it brings its own
  record At(Path path, @Nullable Path javaHome) implements Launcher {}

  /// It has no such path, and where it would have one.
  record Nowhere(String why) implements Launcher {}

  /// The property in which every launcher of ours names itself.
  String PROPERTY = "jpackage.app-path";

  /// Homebrew's folder of one version, which goes with the next.
  Pattern CELLAR = Pattern.compile("(.*)/Cellar/([^/]+)/[^/]+/(.*)");

  /// The folders whose contents do not last.
  List<String> TEMPORARY =
      List.of("/tmp/", "/private/tmp/", "/var/tmp/", "/var/folders/", "/private/var/folders/");

  /// What a launcher's own word for itself comes to.
  ///
  /// @param said that word; nothing where we were started without a launcher
  /// @param javaHome the JVM that we run on
  static Launcher of(@Nullable String said, Path javaHome) {
    if (said == null || !said.startsWith("/")) {
      return new Nowhere(
          "this Homeport was started without its launcher, so nothing could start it again;"
              + " run /Applications/homeport.app/Contents/MacOS/homeport install, or"
              + " scripts/homeport install in a checkout");
    }
    Path path = Path.of(said).normalize();
    String text = path.toString();
    if (text.contains("/AppTranslocation/")) {
      return new Nowhere(
          text
              + " is a copy that macOS made because the app was never moved: move homeport.app into"
              + " /Applications with the Finder, and install from there");
    }
    if (text.startsWith("/Volumes/")) {
      return new Nowhere(
          text
              + " is on a volume that may be gone tomorrow, such as a disk image: copy homeport.app"
              + " into /Applications, and install from there");
    }
    for (String folder : TEMPORARY) {
      if (text.startsWith(folder)) {
        return new Nowhere(
            text
                + " is in a temporary folder, which the system empties: move it to a place that"
                + " lasts, such as /Applications, and install from there");
      }
    }
    Matcher cellar = CELLAR.matcher(text);
    if (cellar.matches()) {
      path = Path.of(cellar.group(1), "opt", cellar.group(2), cellar.group(3));
    }
    return new At(path, path.endsWith("scripts/homeport") ? javaHome : null);
  }

  /// The launcher for a role: a packaged image has one with both compilers, which is the router's.
  static Path of(Path launcher, Served role, Predicate<Path> exists) {
    Path fast = launcher.resolveSibling("homeport-fast");
    return role == Served.ROUTER && exists.test(fast) ? fast : launcher;
  }
}
