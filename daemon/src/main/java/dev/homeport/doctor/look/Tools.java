package dev.homeport.doctor.look;

import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The programs of this machine, each run to its end within a limit.
public record Tools(Platform platform) {
  private static final Duration LIMIT = Duration.ofSeconds(4);

  /// Where macOS keeps the command of its firewall, which is on no `PATH`.
  private static final Path FIREWALL = Path.of("/usr/libexec/ApplicationFirewall/socketfilterfw");

  /// What came of it.
  public sealed interface Ran {
    /// It ended.
    record Ended(int exit, String out) implements Ran {}

    /// It is not here, or did not end; in words.
    record Not(String why) implements Ran {}
  }

  /// Runs one.
  public Ran run(String name, String... arguments) throws InterruptedException {
    Optional<Path> program = find(name);
    if (program.isEmpty()) {
      return new Ran.Not("there is no program " + name);
    }
    return switch (Command.of(LIMIT, program.get(), arguments).run()) {
      case Result.Ran(int exit, String out, _) -> new Ran.Ended(exit, out);
      case Result.TimedOut(Duration limit, _, _) ->
          new Ran.Not(name + " gave no answer within " + limit.toSeconds() + " s");
      case Result.NotFound(String why) -> new Ran.Not(why);
    };
  }

  /// What it prints where it succeeds; nothing elsewhere.
  public Optional<String> output(String name, String... arguments) throws InterruptedException {
    return run(name, arguments) instanceof Ran.Ended(int exit, String out) && exit == 0
        ? Optional.of(out)
        : Optional.empty();
  }

  private Optional<Path> find(String name) {
    Optional<Path> usual = platform.executable(name);
    return usual.isEmpty() && name.equals("socketfilterfw") && Files.isExecutable(FIREWALL)
        ? Optional.of(FIREWALL)
        : usual;
  }
}
