package dev.homeport.config;

import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A working folder with files, and an environment, to read a configuration from.
public final class Desk {
  private final Path folder;
  private final Map<String, String> env = new HashMap<>();
  private final Map<String, String> flags = new HashMap<>();
  private SecretStore store = SecretStore.none();

  /// A desk in an empty folder.
  public Desk(Path folder) {
    this.folder = folder;
  }

  /// Writes a file, for its owner alone.
  public Desk file(String name, String text) {
    return file(name, text, "rw-------");
  }

  /// Writes a file with these permissions.
  public Desk file(String name, String text, String permissions) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes `homeport.yaml`.
  public Desk yaml(String text) {
    return file("homeport.yaml", text);
  }

  /// Sets a variable.
  public Desk env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /// Sets a flag.
  public Desk flag(String path, String value) {
    flags.put(path, value);
    return this;
  }

  /// Puts a keychain there.
  public Desk store(SecretStore other) {
    store = other;
    return this;
  }

  /// The inputs as they are now.
  public Inputs inputs() {
    return Inputs.of(
            Map.copyOf(env),
            folder,
            List.of(folder.resolve("platform"), folder.resolve("etc")),
            folder.resolve("state"),
            store)
        .withFlags(Map.copyOf(flags));
  }

  /// Reads what must be right.
  public Loaded.Good<DaemonSettings> good() {
    return good(inputs());
  }

  /// Reads what must be right.
  public static Loaded.Good<DaemonSettings> good(Inputs inputs) {
    return good(DaemonRole.LOADER, inputs);
  }

  /// Reads for a router what must be right.
  public Loaded.Good<RouterSettings> router() {
    return good(RouterRole.LOADER, inputs());
  }

  private static <S> Loaded.Good<S> good(Loader<S> loader, Inputs inputs) {
    return switch (loader.load(inputs)) {
      case Loaded.Good<S> good -> good;
      case Loaded.Bad<S> bad -> throw new AssertionError(bad.problems().toString());
    };
  }

  /// The problems, with the desk's own folder left out.
  public List<String> problems() {
    return problems(inputs());
  }

  /// The problems, with the desk's own folder left out.
  public List<String> problems(Inputs inputs) {
    return problems(DaemonRole.LOADER, inputs);
  }

  /// The problems of a router, with the desk's own folder left out.
  public List<String> routerProblems() {
    return problems(RouterRole.LOADER, inputs());
  }

  private List<String> problems(Loader<?> loader, Inputs inputs) {
    return switch (loader.load(inputs)) {
      case Loaded.Good<?> _ -> List.of();
      case Loaded.Bad<?> bad -> plain(bad.problems());
    };
  }

  /// The warnings, with the desk's own folder left out.
  public List<String> warnings() {
    return plain(DaemonRole.LOADER.load(inputs()).warnings());
  }

  /// The warnings of a router, with the desk's own folder left out.
  public List<String> routerWarnings() {
    return plain(RouterRole.LOADER.load(inputs()).warnings());
  }

  /// The file to begin with, for both roles.
  public static String starter() {
    return Starter.text(
        List.of(DaemonRole.LOADER.role().starter(), RouterRole.LOADER.role().starter()));
  }

  /// Where a setting was found, with the desk's own folder left out.
  public String source(String path) {
    return source(good(), path);
  }

  /// Where a router's setting was found, with the desk's own folder left out.
  public String routerSource(String path) {
    return source(router(), path);
  }

  private String source(Loaded.Good<?> good, String path) {
    return good.lines().stream()
        .filter(line -> line.path().equals(path))
        .map(line -> line.source().replace(folder + "/", ""))
        .findFirst()
        .orElseThrow();
  }

  private List<String> plain(List<Problem> problems) {
    return problems.stream().map(problem -> problem.text().replace(folder + "/", "")).toList();
  }
}
