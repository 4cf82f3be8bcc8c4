package dev.homeport.cli;

import dev.homeport.journal.LogFormat;
import dev.homeport.journal.LogLines;
import dev.homeport.journal.LogSetup;
import dev.homeport.lifecycle.Services;
import dev.homeport.simulation.SimulatedOllama;
import dev.homeport.simulation.cloud.SimulatedCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport selftest`: starts the real daemon in front of a simulated Ollama and the real router
/// between it and a simulated cloud, answers requests of every kind, and stops. Also the run from
/// which the start-up cache is made.
@Command(
    name = "selftest",
    description = "Starts, answers a few requests, stops; needs nothing and keeps nothing.")
final class SelftestCommand implements Callable<Integer> {
  private static final SimulatedOllama.Settings FAST =
      new SimulatedOllama.Settings(0, 10_000, Duration.ZERO);

  private static final SimulatedCloud.Settings FAST_CLOUD =
      new SimulatedCloud.Settings(0, 10_000, SimulatedCloud.Settings.DEMO_KEY);

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
      description = "Keeps both busy as well, to make the start-up cache from.")
  private int drill;

  @Option(
      names = "--daemon-alone",
      hidden = true,
      description = "Leaves the router out: nothing of it goes into a daemon's start-up cache.")
  private boolean daemonAlone;

  SelftestCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws Exception {
    Path log = Files.createTempFile("homeport-selftest", ".log");
    LogSetup.begin(LogFormat.JSON, false, log, "warn");
    var simulated = new Services();
    try {
      var ollama = new SimulatedOllama(FAST);
      simulated.start(ollama);
      if (daemonAlone) {
        return daemon(at(ollama.port()));
      }
      var cloud = new SimulatedCloud(FAST_CLOUD);
      simulated.start(cloud);
      return both(at(ollama.port()), at(cloud.port()));
    } finally {
      simulated.close();
      LogSetup.end();
      Files.delete(log);
    }
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private int daemon(URI ollama) throws IOException, InterruptedException {
    return switch (Trial.daemon(around, 0, ollama, new LogLines())) {
      case Trial.Trying.Refused(String text) -> refused(text);
      case Trial.Trying.Running(Trial home) -> {
        try {
          yield test(home, null);
        } finally {
          home.end();
        }
      }
    };
  }

  private int both(URI ollama, URI cloud) throws IOException, InterruptedException {
    return switch (Stage.set(around, Stage.Ports.FREE, ollama, cloud, new LogLines())) {
      case Stage.Setting.Refused(String text) -> refused(text);
      case Stage.Setting.Ready(Stage stage) -> {
        try {
          yield test(stage.home(), stage.router());
        } finally {
          stage.end();
        }
      }
    };
  }

  private int refused(String text) {
    spec.commandLine().getErr().println(text);
    return 1;
  }

  private int test(Trial home, @Nullable Trial router) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var shown = new StringWriter();
    var transcript = new Transcript(new PrintWriter(shown));
    transcript.play("The daemon", home, Scenes.daemon(MODEL));
    if (router != null) {
      transcript.play("The router", router, Scenes.router(MODEL));
    }
    boolean right = transcript.end();
    int wrong = drilled(home) + (router == null ? 0 : drilled(router));
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

  private int drilled(Trial trial) throws InterruptedException {
    return new Drill(trial.url(), trial.key(), MODEL).run(drill);
  }
}
