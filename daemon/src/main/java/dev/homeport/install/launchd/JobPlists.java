package dev.homeport.install.launchd;

import dev.homeport.install.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lists of our jobs: the templates of `launchd/`, filled.
final class JobPlists {
  /// Ours alone among all that has our label.
  static final String MARK = "Written by homeport install; homeport uninstall removes it.";

  static final String DAEMON = "dev.homeport.daemon";
  static final String OLLAMA = "dev.homeport.ollama";

  private static final String ENVIRONMENT = "EnvironmentVariables";

  private JobPlists() {}

  /// The daemon's.
  ///
  /// @param javaHome the JDK that its launcher must be told of
  static Plist daemon(Path launcher, @Nullable Path javaHome, Folders folders) {
    Plist plist =
        template(DAEMON)
            .with("ProgramArguments", List.of(launcher.toString(), "daemon"))
            .with("WorkingDirectory", folders.support().toString());
    if (javaHome != null) {
      plist = plist.with(ENVIRONMENT, Map.of("JAVA_HOME", javaHome.toString()));
    }
    return logged(plist, folders.startLog("daemon"));
  }

  /// Ollama's own, on loopback whatever else is set on this machine.
  static Plist ollama(Path program, Folders folders) {
    Plist plist =
        template(OLLAMA)
            .with("ProgramArguments", List.of(program.toString(), "serve"))
            .with("WorkingDirectory", folders.home().toString());
    return logged(plist, folders.startLog("ollama"));
  }

  /// The same for the system: it runs as the user, whose home nobody else would tell it of. The
  /// limit on files would be the whole machine's there.
  static Plist ofSystem(Plist plist, String user, Path home) {
    return plist
        .without("SoftResourceLimits")
        .with("UserName", user)
        .with(ENVIRONMENT, Map.of("HOME", home.toString()));
  }

  private static Plist logged(Plist plist, Path log) {
    return plist
        .with("StandardOutPath", log.toString())
        .with("StandardErrorPath", log.toString())
        .commented(MARK);
  }

  private static Plist template(String label) {
    return switch (Plist.parse(Template.of(label + ".plist"))) {
      case Plist.Parsed.Good(Plist plist) -> plist;
      case Plist.Parsed.Bad(String why) ->
          throw new IllegalStateException("launchd/" + label + ".plist: " + why);
    };
  }

  /// Whether a list is one that we have written, be it changed by hand since.
  static boolean isOurs(String text, String label) {
    return text.contains(MARK)
        && Plist.parse(text) instanceof Plist.Parsed.Good(Plist plist)
        && label.equals(plist.get("Label"));
  }
}
