package dev.homeport.cli;

import dev.homeport.cli.ConfiguredRole.Found;
import dev.homeport.cli.KeyPlace.Opened;
import dev.homeport.config.GivenKey;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.source.Problem;
import dev.homeport.doctor.tunnel.OwnLook;
import dev.homeport.host.NameMemory;
import dev.homeport.host.Platform;
import dev.homeport.role.tunnel.OwnTunnel;
import dev.homeport.state.StateDoor;
import dev.homeport.store.State;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/// The program: one launcher, a command for each thing that it does.
///
/// Only the command that is asked for is built, because describing all of them costs more than the
/// daemon's whole start. For the same reason the program itself is described by hand, as the daemon
/// is: annotations are read through proxy classes that no start-up cache holds.
public final class Main {
  private static final int WIDTH = 100;
  private static final Map<String, Function<Surroundings, Object>> COMMANDS = new LinkedHashMap<>();

  static {
    // Before any command can look up a name: whatever runs, runs through here.
    NameMemory.shorten();
    COMMANDS.put("daemon", DaemonCommand::in);
    COMMANDS.put("router", RouterCommand::in);
    COMMANDS.put("monitor", MonitorCommand::new);
    COMMANDS.put("install", around -> new InstallCommand(around, grounds(around)));
    COMMANDS.put("uninstall", around -> new UninstallCommand(around, grounds(around)));
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("status", StatusCommand::new);
    COMMANDS.put("doctor", around -> new DoctorCommand(around, own -> ownLook(around, own)));
    COMMANDS.put("force", around -> new ForceCommand(around, WallClock.system()));
    COMMANDS.put("accounts", around -> new AccountsCommand(around, WallClock.system()));
    COMMANDS.put("usage", around -> new UsageCommand(around, WallClock.system()));
    COMMANDS.put("keys", around -> new KeysCommand(keys(around), WallClock.system()));
    COMMANDS.put("config", around -> new ConfigCommand(around.inputs()));
    COMMANDS.put("logs", LogsCommand::of);
    COMMANDS.put("selftest", SelftestCommand::new);
    COMMANDS.put("completion", _ -> new CompletionCommand());
    COMMANDS.put("simulate-ollama", _ -> new SimulateCommand());
    COMMANDS.put("simulate-cloud", _ -> new SimulateCloudCommand());
  }

  private Main() {}

  private static CommandSpec described() {
    CommandSpec spec = CommandSpec.create().name("homeport").versionProvider(new Version());
    spec.usageMessage()
        .description("One URL that always answers, in front of the Ollama on your Mac.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "First steps: homeport demo, then homeport install. Each command has --help.",
            "Exit codes: 0 ok, 1 failed, 2 wrong usage, 78 bad configuration.");
    return spec.addOption(Help.option())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Prints the version.")
                .build());
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    var around =
        new Surroundings(
            System.getenv(), Path.of("").toAbsolutePath(), Platform.here(System.getenv()));
    System.exit(program(around, args).execute(args));
  }

  /// The program as it is run with these arguments; with none that names a command, with all of
  /// them.
  static CommandLine program(Surroundings around, String... args) {
    var program = new CommandLine(described());
    Function<Surroundings, Object> asked = args.length == 0 ? null : COMMANDS.get(args[0]);
    if (asked != null && !args[0].equals("completion")) {
      program.addSubcommand(args[0], asked.apply(around));
    } else {
      COMMANDS.forEach((name, made) -> program.addSubcommand(name, made.apply(around)));
    }
    program.setUsageHelpWidth(WIDTH);
    program.setParameterExceptionHandler(new Advice());
    program.setExecutionExceptionHandler(new Failing());
    if (around.env().containsKey("NO_COLOR")) {
      program.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }
    return program;
  }

  /// A look at the tunnel without a daemon; what it has to say besides is nobody's here.
  private static OwnLook ownLook(Surroundings around, DaemonSettings settings) {
    return new OwnTunnel(settings, around.platform(), _ -> {})::look;
  }

  /// What an installation on this machine stands on.
  private static Grounds grounds(Surroundings around) {
    return Grounds.real(around.platform(), new TailscaleHere(around));
  }

  /// The keys in the state that the configuration names.
  private static KeyPlace keys(Surroundings around) {
    return (config, role) ->
        switch (ConfiguredRole.ofKeys(role, around.inputs().withConfig(config))) {
          case Found.Wrong(_, var problems) ->
              new Opened.Shut(
                  Exit.BAD_CONFIGURATION,
                  problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
          case Found.Right(var whose, _, _, var state, var keys) ->
              switch (StateDoor.open(state, Ticker.system(), WallClock.system(), _ -> {})) {
                case StateDoor.Opened.Failed(String why) -> new Opened.Shut(Exit.FAILED, why);
                case StateDoor.Opened.Open(State opened) -> keys(opened, keys, whose);
              };
        };
  }

  /// A state that is away knows of no keys, which is not to say that there are none.
  private static Opened keys(State opened, List<GivenKey> given, ConfiguredRole whose) {
    State.Standing standing = opened.standing();
    if (standing.trouble() == null) {
      return new Opened.Ready(opened.facts(), given, whose, () -> StateDoor.close(opened));
    }
    StateDoor.close(opened);
    return new Opened.Shut(
        Exit.FAILED,
        "the keys are in "
            + standing.where()
            + ", which is away: "
            + standing.trouble().split(";", 2)[0]
            + "; nothing was changed");
  }

  /// `homeport completion`: what a shell needs to complete commands and options.
  @Command(
      name = "completion",
      description = "Prints a completion script for bash and zsh: source <(homeport completion)")
  static final class CompletionCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin final Help help = new Help();

    @Override
    public void run() {
      CommandLine program = spec.root().commandLine();
      spec.commandLine().getOut().print(AutoComplete.bash("homeport", program));
      spec.commandLine().getOut().flush();
    }
  }
}
