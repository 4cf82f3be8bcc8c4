package dev.homeport.cli;

import dev.homeport.config.ConfigWatch;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Loader;
import dev.homeport.config.door.Log;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.LogFormat;
import dev.homeport.journal.LogLines;
import dev.homeport.journal.LogSetup;
import dev.homeport.lifecycle.Hangup;
import dev.homeport.lifecycle.Threads;
import dev.homeport.role.Running;
import dev.homeport.role.Setup;
import dev.homeport.role.Started;
import dev.homeport.time.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine;

/// Runs a role until it is told to stop: SIGTERM and Ctrl-C let running answers finish, SIGHUP
/// reads the configuration again.
///
/// @param name what its log is called
/// @param chooser what chooses another address to listen on
/// @param <S> the role's settings
record Serving<S>(
    String name,
    Surroundings around,
    CommandLine command,
    Loader<S> loader,
    Function<S, Log> log,
    String chooser,
    Starter<S> starter) {
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Path TERMINAL = Path.of("/dev/tty");

  /// Starts the role.
  @FunctionalInterface
  interface Starter<S> {
    /// Returns when it listens, or says why it does not.
    Started start(Setup<S> setup) throws InterruptedException;
  }

  /// Runs it; returns only where it does not start.
  int run(Inputs inputs) throws InterruptedException {
    return switch (loader.load(inputs)) {
      case Loaded.Bad<S> bad -> {
        PrintWriter err = command.getErr();
        bad.problems().forEach(problem -> err.println("error: " + problem.text()));
        bad.warnings().forEach(warning -> err.println("warning: " + warning.text()));
        err.println("not started; nothing was changed (exit code 78)");
        yield Exit.BAD_CONFIGURATION;
      }
      case Loaded.Good<S> good -> run(inputs, good);
    };
  }

  private int run(Inputs inputs, Loaded.Good<S> good) throws InterruptedException {
    beginLog(log.apply(good.settings()));
    var lines = new LogLines();
    var config = new ConfigWatch<>(loader, inputs, good, lines, Pause.real());
    var setup =
        new Setup<>(config, around.platform(), lines, Version.number(), chooser, Serving::endSick);
    switch (starter.start(setup)) {
      case Started.Refused(int exit, String text) -> {
        lines.note(Weight.ERROR, name + " not started", Map.of("why", text));
        LogSetup.end();
        command.getErr().println(text);
        return exit;
      }
      case Started.Runs(Running role) -> {
        Runtime.getRuntime().addShutdownHook(Threads.hook("stop", () -> stop(role)));
        boolean onTerminal = Terminal.isThere();
        boolean _ = Hangup.then(() -> hungUp(onTerminal, config, role));
        role.announce();
        new CountDownLatch(1).await();
        return 0;
      }
    }
  }

  /// On a terminal for people; elsewhere for programs. Under launchd, whose file for our output is
  /// never rotated, only in the file that we rotate ourselves.
  private void beginLog(Log log) {
    boolean terminal = Terminal.isThere();
    LogFormat format =
        switch (log.format()) {
          case HUMAN -> LogFormat.HUMAN;
          case JSON -> LogFormat.JSON;
          case AUTO -> terminal ? LogFormat.HUMAN : LogFormat.JSON;
        };
    boolean launchd = around.env().containsKey("XPC_SERVICE_NAME") && !terminal;
    boolean coloured = Terminal.isColoured(around.env());
    Path file = around.logFile(name);
    LogSetup.begin(launchd ? null : format, coloured, file, log.level().name());
  }

  /// SIGHUP means: read the configuration again. But it also comes when the terminal closes on
  /// which we were started, and then whoever closed it wants us gone.
  private static void hungUp(boolean onTerminal, ConfigWatch<?> config, Running role) {
    if (onTerminal && isTerminalGone()) {
      System.exit(0);
    }
    config.reloadNow();
    role.nudge();
  }

  private static boolean isTerminalGone() {
    try (var _ = Files.newInputStream(TERMINAL)) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Told to stop: with the last answer out, that is a success.
  private static void stop(Running role) {
    try {
      role.stop(DRAIN);
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
