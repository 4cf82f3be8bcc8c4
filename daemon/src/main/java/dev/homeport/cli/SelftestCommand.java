package dev.homeport.cli;

import dev.homeport.journal.LogFormat;
import dev.homeport.journal.LogLines;
import dev.homeport.journal.LogSetup;
import dev.homeport.simulation.SimulatedOllama;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport selftest`: starts the real daemon in front of a simulated Ollama, answers requests of
/// every kind, and stops. Also the run from which the start-up cache is made.
@Command(
    name = "selftest",
    description = "Starts, answers a few requests, stops; needs nothing and keeps nothing.")
final class SelftestCommand implements Callable<Integer> {
  private static final SimulatedOllama.Settings FAST =
      new SimulatedOllama.Settings(0, 10_000, Duration.ZERO);

  private static final String MODEL = "simulated:latest";

  private final Surroundings around;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(names = "--verbose", description = "Prints what was asked and what came.")
  private boolean verbose;

  @Option(
      names = "--drill",
      hidden = true,
      paramLabel = "ROUNDS",
      description = "Keeps it busy as well, to make the start-up cache from.")
  private int drill;

  SelftestCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws Exception {
    Path log = Files.createTempFile("homeport-selftest", ".log");
    LogSetup.begin(LogFormat.JSON, false, log, "warn");
    var ollama = new SimulatedOllama(FAST);
    ollama.start();
    try {
      return test(URI.create("http://127.0.0.1:" + ollama.port()));
    } finally {
      ollama.stop();
      LogSetup.end();
      Files.delete(log);
    }
  }

  private int test(URI ollama) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    switch (TrialDaemon.start(around, 0, ollama, new LogLines())) {
      case TrialDaemon.Trying.Refused(String text) -> {
        spec.commandLine().getErr().println(text);
        return 1;
      }
      case TrialDaemon.Trying.Running(TrialDaemon trial) -> {
        try {
          return test(trial, out);
        } finally {
          trial.end();
        }
      }
    }
  }

  private int test(TrialDaemon trial, PrintWriter out) throws InterruptedException {
    var shown = new StringWriter();
    boolean right = new Transcript(trial.url(), trial.key(), MODEL, new PrintWriter(shown)).play();
    int wrong = new Drill(trial.url(), trial.key(), MODEL).run(drill);
    if (wrong > 0) {
      out.println(wrong + " answers of the drill were wrong");
    }
    right &= wrong == 0;
    if (verbose || !right) {
      out.print(shown);
    }
    out.println(right ? "selftest passed" : "selftest failed");
    out.flush();
    return right ? 0 : 1;
  }
}
