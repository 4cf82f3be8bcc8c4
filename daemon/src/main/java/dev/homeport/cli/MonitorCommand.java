package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.role.Monitor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport monitor`: keeps the tunnel up beside whatever listens on the port.
@Command(
    name = "monitor",
    description = {
      "Keeps the tunnel to this machine up, and looks at it from outside.",
      "A daemon does this by itself; this is for one that was started with --no-monitor, or for any"
          + " other program on a port."
    },
    footer = {
      "",
      "SIGHUP reads the configuration again and looks at everything now. The log: homeport logs"
          + " --role monitor"
    })
final class MonitorCommand implements Callable<Integer> {
  private final Surroundings around;

  @Spec private CommandSpec spec;

  @Mixin final Help help = new Help();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of this machine that the tunnel shall lead to (8888).")
  private @Nullable Integer port;

  @Option(
      names = "--tunnel",
      paramLabel = "KIND",
      description = "tailscale, twingate or direct (daemon.tunnel.kind).")
  private @Nullable String kind;

  @Mixin private ConfigOptions options;

  MonitorCommand(Surroundings around) {
    this.around = around;
    this.spec = CommandSpec.create();
    this.options = new ConfigOptions();
  }

  @Override
  public Integer call() throws InterruptedException {
    Inputs inputs =
        options
            .with("daemon.listen", port == null ? null : "127.0.0.1:" + port)
            .with("daemon.tunnel.kind", kind)
            .in(around.inputs());
    return new Serving<>(
            "monitor",
            around,
            spec.commandLine(),
            DaemonRole.LOADER,
            DaemonSettings::log,
            "--port",
            Monitor::start)
        .run(inputs);
  }
}
