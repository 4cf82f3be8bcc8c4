package dev.homeport.tunnel.twingate;

import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Docker's command, asked with a limit each time: it waits for ever for a machine that does not
/// come up.
record Docker(Path program, Duration limit) {
  /// Where Macs have it besides; launchd's `PATH` knows none of them.
  static Optional<Path> find(Platform platform, @Nullable String command) {
    if (command != null) {
      return Optional.of(Path.of(command)).filter(Files::isExecutable);
    }
    return platform
        .executable("docker")
        .or(() -> besides(platform.home()).stream().filter(Files::isExecutable).findFirst());
  }

  /// The places of a Mac that are on nobody's `PATH`.
  static List<Path> besides(Path home) {
    return List.of(
        home.resolve(".docker/bin/docker"),
        home.resolve(".orbstack/bin/docker"),
        Path.of("/Applications/Docker.app/Contents/Resources/bin/docker"));
  }

  /// Runs it.
  Result run(String... words) throws InterruptedException {
    return Command.of(limit, program, words).run();
  }

  /// The same with more patience.
  Result runWithin(Duration longer, String... words) throws InterruptedException {
    return Command.of(longer, program, words).run();
  }

  /// What it means that it did not do what it was told; nothing where it did.
  @Nullable Finding trouble(Result result) {
    return switch (result) {
      case Result.NotFound(String why) -> new Finding(Cause.NOT_INSTALLED, why, "install Docker");
      case Result.TimedOut(Duration after, _, _) ->
          new Finding(
              Cause.DOCKER_DOWN,
              "docker gave no answer within " + after.toSeconds() + " s",
              restarting());
      case Result.Ran(int exit, _, _) when exit == 0 -> null;
      case Result.Ran(int exit, _, String err) -> refused(exit, err);
    };
  }

  private Finding refused(int exit, String err) {
    String line = FirstLine.of(err);
    if (line.contains("permission denied")) {
      return new Finding(
          Cause.NOT_ALLOWED,
          "docker may not be used by this user: " + line,
          "run: sudo usermod -aG docker $USER, and log in again");
    }
    if (line.contains("Cannot connect") || line.contains("daemon running")) {
      return new Finding(Cause.DOCKER_DOWN, "docker does not run: " + line, starting());
    }
    return new Finding(
        Cause.DOCKER_DOWN,
        "docker failed with " + exit + (line.isEmpty() ? "" : ": " + line),
        restarting());
  }

  private String starting() {
    return switch (maker()) {
      case "orbstack" -> "run: orb start";
      case "colima" -> "run: colima start";
      case "desktop" -> "run: open -a Docker";
      default -> "start Docker: open -a Docker, orb start, colima start or systemctl start docker";
    };
  }

  /// What restarts its machine, and with that sets the machine's clock right.
  String restarting() {
    return switch (maker()) {
      case "orbstack" -> "restart its machine: orb stop && orb start";
      case "colima" -> "restart its machine: colima restart";
      case "desktop" -> "restart its machine: quit Docker Desktop and run: open -a Docker";
      default ->
          "restart Docker's machine: Docker Desktop anew, orb stop && orb start, or colima"
              + " restart";
    };
  }

  private String maker() {
    Path real;
    try {
      real = program.toRealPath();
    } catch (IOException e) {
      real = program;
    }
    String path = real.toString().toLowerCase(Locale.ROOT);
    return Stream.of("orbstack", "colima")
        .filter(path::contains)
        .findFirst()
        .orElse(path.contains("docker.app") || path.contains("/.docker/") ? "desktop" : "");
  }
}
