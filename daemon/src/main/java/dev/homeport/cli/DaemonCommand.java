package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.role.daemon.MacDaemon;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `homeport daemon`: runs in front of Ollama until told to stop.
///
/// Described by hand: annotations are read through proxy classes that no start-up cache holds,
/// which was a seventh of the whole start.
final class DaemonCommand implements Callable<Integer> {
  private static final String LISTEN = "--listen";
  private static final String OLLAMA = "--ollama";
  private static final String NO_MONITOR = "--no-monitor";

  private final Surroundings around;

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private DaemonCommand(Surroundings around) {
    this.around = around;
  }

  /// The command as the program has it.
  static CommandSpec in(Surroundings around) {
    CommandSpec spec = new DaemonCommand(around).spec;
    spec.usageMessage()
        .description("Runs in front of the Ollama on this machine: keys, limits, /health.")
        .footer(
            "",
            "Ctrl-C and SIGTERM let running answers finish, for 30 s at the most. SIGHUP reads the",
            "configuration again.");
    ConfigOptions.describe(spec);
    spec.addOption(
        OptionSpec.builder(LISTEN)
            .paramLabel("HOST:PORT")
            .type(String.class)
            .description("Where clients ask (127.0.0.1:8888).")
            .build());
    spec.addOption(
        OptionSpec.builder(OLLAMA)
            .paramLabel("URL")
            .type(String.class)
            .description("Where Ollama is (http://127.0.0.1:11434).")
            .build());
    spec.addOption(
        OptionSpec.builder(NO_MONITOR)
            .description("Leaves the tunnel to: homeport monitor")
            .build());
    return spec.addOption(Help.option());
  }

  @Override
  public Integer call() throws InterruptedException {
    ParseResult given = spec.commandLine().getParseResult();
    Inputs inputs =
        ConfigOptions.given(given)
            .with("daemon.listen", given.matchedOptionValue(LISTEN, null))
            .with("daemon.ollama", given.matchedOptionValue(OLLAMA, null))
            .with("daemon.monitor", given.hasMatchedOption(NO_MONITOR) ? "off" : null)
            .in(around.inputs());
    return new Serving<>(
            "daemon",
            around,
            spec.commandLine(),
            DaemonRole.LOADER,
            DaemonSettings::log,
            "--listen or daemon.listen",
            MacDaemon::start)
        .run(inputs);
  }
}
