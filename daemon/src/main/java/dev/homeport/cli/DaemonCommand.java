package dev.homeport.cli;

import dev.homeport.config.ConfigWatch;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.door.Log;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.LogFormat;
import dev.homeport.journal.LogLines;
import dev.homeport.journal.LogSetup;
import dev.homeport.lifecycle.Hangup;
import dev.homeport.lifecycle.Threads;
import dev.homeport.role.MacDaemon;
import dev.homeport.time.Pause;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `homeport daemon`: runs in front of Ollama until told to stop.
///
/// Described by hand: annotations are read through proxy classes that no start-up cache holds,
/// which was a seventh of the whole start.
final class DaemonCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final String LISTEN = "--listen";
  private static final String OLLAMA = "--ollama";

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
    return spec.addOption(Help.option());
  }

  @Override
  public Integer call() throws InterruptedException {
    ParseResult given = spec.commandLine().getParseResult();
    Inputs inputs =
        ConfigOptions.given(given)
            .with("daemon.listen", given.matchedOptionValue(LISTEN, null))
            .with("daemon.ollama", given.matchedOptionValue(OLLAMA, null))
            .in(around.inputs());
    return switch (DaemonRole.LOADER.load(inputs)) {
      case Loaded.Bad<DaemonSettings> bad -> {
        PrintWriter err = spec.commandLine().getErr();
        bad.problems().forEach(problem -> err.println("error: " + problem.text()));
        bad.warnings().forEach(warning -> err.println("warning: " + warning.text()));
        err.println("not started; nothing was changed (exit code 78)");
        yield Exit.BAD_CONFIGURATION;
      }
      case Loaded.Good<DaemonSettings> good -> run(inputs, good);
    };
  }

  private int run(Inputs inputs, Loaded.Good<DaemonSettings> good) throws InterruptedException {
    beginLog(good.settings().log());
    var lines = new LogLines();
    var config = new ConfigWatch<>(DaemonRole.LOADER, inputs, good, lines, Pause.real());
    var setup =
        new MacDaemon.Setup(
            config,
            around.platform(),
            lines,
            Version.number(),
            "--listen or daemon.listen",
            DaemonCommand::endSick);
    switch (MacDaemon.start(setup)) {
      case MacDaemon.Started.Refused(int exit, String text) -> {
        lines.note(Weight.ERROR, "daemon not started", Map.of("why", text));
        LogSetup.end();
        spec.commandLine().getErr().println(text);
        return exit;
      }
      case MacDaemon.Started.Running(MacDaemon daemon) -> {
        Runtime.getRuntime().addShutdownHook(Threads.hook("stop", () -> stop(daemon)));
        boolean onTerminal = isTerminal();
        boolean _ = Hangup.then(() -> hungUp(onTerminal, config));
        daemon.announce();
        new CountDownLatch(1).await();
        return 0;
      }
    }
  }

  /// On a terminal for people; elsewhere for programs. Under launchd, whose file for our output is
  /// never rotated, only in the file that we rotate ourselves.
  private void beginLog(Log log) {
    boolean terminal = isTerminal();
    LogFormat format =
        switch (log.format()) {
          case HUMAN -> LogFormat.HUMAN;
          case JSON -> LogFormat.JSON;
          case AUTO -> terminal ? LogFormat.HUMAN : LogFormat.JSON;
        };
    boolean launchd = around.env().containsKey("XPC_SERVICE_NAME") && !terminal;
    boolean coloured = terminal && !around.env().containsKey("NO_COLOR");
    Path file = around.logFile();
    LogSetup.begin(launchd ? null : format, coloured, file, log.level().name());
  }

  /// SIGHUP means: read the configuration again. But it also comes when the terminal closes on
  /// which we were started, and then whoever closed it wants us gone.
  private static void hungUp(boolean onTerminal, ConfigWatch<?> config) {
    if (onTerminal && isTerminalGone()) {
      System.exit(0);
    }
    config.reloadNow();
  }

  private static boolean isTerminalGone() {
    try (var _ = Files.newInputStream(TERMINAL)) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Java 25 says nothing where there is no terminal, others a console that knows.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Told to stop: with the last answer out, that is a success.
  private static void stop(MacDaemon daemon) {
    try {
      daemon.stop(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      LogSetup.end();
      Runtime.getRuntime().halt(0);
    }
  }

  /// The server no longer answers itself: whoever started us starts us anew.
  private static void endSick() {
    LogSetup.end();
    Runtime.getRuntime().halt(1);
  }
}
