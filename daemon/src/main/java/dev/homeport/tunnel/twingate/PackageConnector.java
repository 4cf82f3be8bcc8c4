package dev.homeport.tunnel.twingate;

import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import dev.homeport.time.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A Connector that a Linux has as a service of its own, whose clock is the machine's.
///
/// @param control `twingate-connectorctl`
record PackageConnector(Path control, Platform platform, Duration limit, WallClock wall)
    implements Connector {
  private static final String UNIT = "twingate-connector";
  private static final Duration RESTARTING = Duration.ofSeconds(60);

  @Override
  public Look look() throws InterruptedException {
    String active = said("systemctl", "is-active", UNIT);
    boolean running = active.isEmpty() || active.equals("active");
    Health health =
        switch (Command.of(limit, control, "health").run()) {
          case Result.NotFound(String why) -> new Health.Unasked(why);
          case Result.TimedOut(Duration after, _, _) ->
              new Health.Ill("no answer within " + after.toSeconds() + " s");
          case Result.Ran(int exit, String out, String err) ->
              DockerConnector.judged(exit, out, err);
        };
    String log = said("journalctl", "-u", UNIT, "-n", "300", "--no-pager", "-o", "short-unix");
    return new Look.Seen(
        new State(
            UNIT,
            running,
            active.isEmpty() ? "unknown" : active,
            null,
            0,
            health,
            ConnectorLog.judge(log.lines().toList(), wall.now()),
            null,
            null,
            true,
            "set this machine's clock"));
  }

  /// What a program of the system prints; nothing where it is not there.
  private String said(String name, String... words) throws InterruptedException {
    Path program = platform.executable(name).orElse(null);
    return program != null
            && Command.of(limit, program, words).run() instanceof Result.Ran(_, String out, _)
        ? out.strip()
        : "";
  }

  @Override
  public @Nullable String restart(String name) throws InterruptedException {
    Path systemctl = platform.executable("systemctl").orElse(null);
    if (systemctl == null) {
      return "there is no systemctl";
    }
    return switch (Command.of(RESTARTING, systemctl, "restart", UNIT).run()) {
      case Result.NotFound(String why) -> why;
      case Result.TimedOut(Duration after, _, _) ->
          "systemctl restart gave no answer within " + after.toSeconds() + " s";
      case Result.Ran(int exit, _, _) when exit == 0 -> null;
      case Result.Ran(int exit, _, String err) ->
          "systemctl restart: " + exit + " " + FirstLine.of(err);
    };
  }
}
