package dev.homeport.cli;

import dev.homeport.fake.FakeLaunchd;
import dev.homeport.fake.Programs;
import dev.homeport.host.Platform;
import dev.homeport.install.Done;
import dev.homeport.install.Door;
import dev.homeport.install.WayIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Ann's Mac, as far as `install` and `uninstall` see it: her folders, and the programs they call.
final class FakeMac {
  static final String APP = "/Applications/homeport.app/Contents/MacOS/homeport";
  static final String DAEMON = "gui/501/dev.homeport.daemon";

  final Path slash;
  final Path home;
  final FakeLaunchd launchd;
  final List<String> given = new ArrayList<>();
  final Map<String, String> env = new HashMap<>();

  String launcher = APP;
  @Nullable URI publicUrl;
  boolean tailscale = true;
  String health = "{\"status\":\"healthy\"}";
  int closed;

  record Ran(int exit, String out, String err) {}

  FakeMac(Path folder) {
    try {
      slash = folder.toRealPath().resolve("mac");
      home = Files.createDirectories(slash.resolve("Users/ann"));
      for (String name : List.of("Application Support", "Logs", "Caches")) {
        Files.createDirectories(home.resolve("Library").resolve(name));
      }
      Files.createDirectories(slash.resolve("Library/LaunchDaemons"));
      Path bin = Files.createDirectories(folder.toRealPath().resolve("bin"));
      var programs = new Programs(bin);
      launchd = FakeLaunchd.in(programs, bin, 501, home);
      env.putAll(programs.env());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    env.put("HOME", home.toString());
    // What belongs to clients in this terminal is not the daemon's.
    env.put("OLLAMA_BASE_URL", "https://my-mac.tail1234.ts.net");
  }

  private final WayIn way =
      new WayIn() {
        @Override
        public String name() {
          return "Tailscale Funnel";
        }

        @Override
        public boolean isHere() {
          return tailscale;
        }

        @Override
        public Optional<URI> url() {
          return Optional.ofNullable(publicUrl);
        }

        @Override
        public Done close() {
          closed++;
          return Done.WELL;
        }
      };

  private Grounds grounds() {
    return new Grounds(
        slash,
        _ -> Optional.empty(),
        (_, path) ->
            launchd.runs(DAEMON) || launchd.runs("system/dev.homeport.daemon")
                ? new Door.Said(
                    path.equals("/livez") || health.contains("\"healthy") ? 200 : 503, health, true)
                : new Door.Said(0, "refused", false),
        _ -> {},
        (path, user) -> given.add(user + " " + slash.relativize(path)),
        way,
        launcher,
        Path.of("/jdk"));
  }

  Ran install(String... words) {
    return run(new InstallCommand(around(), grounds()), words);
  }

  Ran uninstall(String... words) {
    return run(new UninstallCommand(around(), grounds()), words);
  }

  private Surroundings around() {
    return new Surroundings(env, home, Platform.of(env, "Mac OS X", home.toString(), "ann"));
  }

  private static Ran run(Callable<Integer> command, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  Path support() {
    return home.resolve("Library/Application Support/Homeport");
  }

  Path list() {
    return home.resolve("Library/LaunchAgents/dev.homeport.daemon.plist");
  }

  void configure(String text) {
    try {
      Files.createDirectories(support());
      Files.writeString(support().resolve("homeport.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text with what differs from machine to machine as people write it.
  String plain(String text) {
    return text.replace(home.toString(), "~").replace(slash.toString(), "");
  }

  /// Everything on the disk: path, permissions and contents.
  Map<String, String> tree() {
    var tree = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(slash)) {
      for (Path path : all.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        tree.put(
            slash.relativize(path).toString(),
            mode + (Files.isDirectory(path) ? "" : " " + Files.readString(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }
}
