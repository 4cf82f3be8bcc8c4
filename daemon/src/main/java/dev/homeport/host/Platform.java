package dev.homeport.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machine as far as its habits matter: which system it is, and where on it things belong.
///
/// Made of an environment and three names, so that a test can be on a Mac wherever it runs.
///
/// @param home the home folder of the user we run as
/// @param service whether we are a service of the system's: its administrator, at home nowhere
public record Platform(Os os, Path home, boolean service, Map<String, String> env) {
  /// The systems that we tell apart.
  public enum Os {
    /// Where Homeport fronts an Ollama on a desk.
    MACOS,
    /// Where routers live.
    LINUX,
    /// Treated like Linux, without the parts that need its kernel.
    OTHER
  }

  /// Where a system keeps programs, in case `PATH` is as short as launchd's.
  private static final List<String> USUAL =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/opt/homebrew/bin", "/usr/local/bin");

  /// Copies the environment.
  public Platform {
    env = Map.copyOf(env);
  }

  /// An environment holds keys, so it is not printed.
  @Override
  public String toString() {
    return "Platform[" + os + ", home=" + home + ", service=" + service + "]";
  }

  /// The machine we run on.
  public static Platform here(Map<String, String> env) {
    return of(
        env,
        System.getProperty("os.name", ""),
        System.getProperty("user.home", ""),
        System.getProperty("user.name", ""));
  }

  /// A machine by the names that Java has for it. `HOME` goes before `userHome`; a service may have
  /// neither, and then lives in the folder it was started in.
  public static Platform of(
      Map<String, String> env, String osName, String userHome, String userName) {
    String lower = osName.toLowerCase(Locale.ROOT);
    Os os = lower.startsWith("mac") ? Os.MACOS : lower.startsWith("linux") ? Os.LINUX : Os.OTHER;
    Path home = absolute(env.get("HOME"));
    // Whoever becomes root in a shell still has a home, and expects things there.
    boolean service = home == null && userName.equals("root");
    if (home == null) {
      home = absolute(userHome);
    }
    return new Platform(os, home == null ? Path.of("").toAbsolutePath() : home, service, env);
  }

  /// Where a configuration file is looked for, the strongest first.
  public List<Path> configFolders() {
    var own = new ArrayList<Path>();
    Path given = absolute(env.get("CONFIGURATION_DIRECTORY"));
    if (given != null) {
      own.add(given);
    }
    own.add(os == Os.MACOS ? support() : xdg("XDG_CONFIG_HOME", ".config"));
    own.add(Path.of("/etc/homeport"));
    return List.copyOf(own);
  }

  /// Where what must survive is kept.
  public Path stateFolder() {
    return folder(
        "STATE_DIRECTORY",
        "/var/lib/homeport",
        os == Os.MACOS ? support().resolve("state") : xdg("XDG_STATE_HOME", ".local/state"));
  }

  /// Where log files are written.
  public Path logFolder() {
    return folder(
        "LOGS_DIRECTORY",
        "/var/log/homeport",
        os == Os.MACOS
            ? library().resolve("Logs/Homeport")
            : xdg("XDG_STATE_HOME", ".local/state").resolve("log"));
  }

  /// Where what can be made again is kept.
  public Path cacheFolder() {
    return folder(
        "CACHE_DIRECTORY",
        "/var/cache/homeport",
        os == Os.MACOS ? library().resolve("Caches/Homeport") : xdg("XDG_CACHE_HOME", ".cache"));
  }

  /// The program of that name, on `PATH` or where systems usually keep theirs.
  public Optional<Path> executable(String name) {
    var folders = new ArrayList<String>();
    String path = env.get("PATH");
    if (path != null) {
      folders.addAll(List.of(path.split(":")));
    }
    folders.addAll(USUAL);
    for (String folder : folders) {
      Path parent = absolute(folder);
      if (parent != null) {
        Path found = parent.resolve(name);
        if (Files.isRegularFile(found) && Files.isExecutable(found)) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  /// What systemd gave us, else a system service's own, else the user's.
  private Path folder(String given, String ofSystem, Path ofUser) {
    Path first = absolute(env.get(given));
    if (first != null) {
      return first;
    }
    return service && os != Os.MACOS ? Path.of(ofSystem) : ofUser;
  }

  private Path library() {
    return service ? Path.of("/Library") : home.resolve("Library");
  }

  private Path support() {
    return library().resolve("Application Support/Homeport");
  }

  private Path xdg(String name, String otherwise) {
    Path given = absolute(env.get(name));
    return (given == null ? home.resolve(otherwise) : given).resolve("homeport");
  }

  /// A path that means the same wherever we were started; systemd separates several by colons, and
  /// the first is ours.
  private static @Nullable Path absolute(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    int colon = text.indexOf(':');
    try {
      Path path = Path.of(colon < 0 ? text : text.substring(0, colon));
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
