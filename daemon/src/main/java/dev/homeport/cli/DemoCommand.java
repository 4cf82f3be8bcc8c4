package dev.homeport.cli;

import dev.homeport.journal.LogFormat;
import dev.homeport.journal.LogLines;
import dev.homeport.journal.LogSetup;
import dev.homeport.lifecycle.Threads;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport demo`: the real daemon in front of this machine's Ollama, or of a simulated one, and
/// the real router between it and a simulated cloud.
@Command(
    name = "demo",
    description =
        "Runs the real daemon and the real router, with keys of their own, to try; keeps nothing.")
final class DemoCommand implements Callable<Integer> {
  private static final String USUAL = "http://127.0.0.1:11434";
  private static final Duration GLANCE = Duration.ofSeconds(2);

  private final Surroundings around;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(
      names = "--once",
      description = "Plays a whole conversation and ends: 0 when all is right.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the daemon listens (8888; with --once any that is free).")
  private @Nullable Integer port;

  @Option(
      names = "--router-port",
      paramLabel = "PORT",
      description = "Where the router does (11435; with --once any that is free).")
  private @Nullable Integer routerPort;

  @Option(
      names = "--ollama",
      paramLabel = "URL",
      defaultValue = USUAL,
      description = "Which Ollama, if it answers (" + USUAL + "); else a simulated one.")
  private String ollama = USUAL;

  DemoCommand(Surroundings around) {
    this.around = around;
  }

  /// What stands behind the daemon.
  ///
  /// @param model one to chat with; nothing where there is none
  /// @param child the simulated Ollama; nothing where a real one answers
  record Behind(URI url, @Nullable String model, @Nullable SimulatedChild child)
      implements AutoCloseable {
    @Override
    public void close() {
      if (child != null) {
        child.close();
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    URI wanted = HttpAddress.of(ollama, spec.commandLine());
    // A transcript says itself what fails, some of it on purpose.
    LogSetup.begin(LogFormat.HUMAN, false, null, once ? "error" : "warn");
    try (Behind behind = behind(wanted)) {
      String model = behind.model();
      if (model == null) {
        spec.commandLine()
            .getErr()
            .println("the Ollama at " + ollama + " has no model yet: ollama pull qwen2.5:0.5b");
        return 1;
      }
      try (SimulatedChild cloud = SimulatedChild.cloud(pace())) {
        return run(behind, cloud, model, spec.commandLine().getOut());
      }
    } finally {
      LogSetup.end();
    }
  }

  private int run(Behind behind, SimulatedChild cloud, String model, PrintWriter out)
      throws IOException, InterruptedException {
    var ports = new Stage.Ports(or(port, 8888), or(routerPort, 11435));
    switch (Stage.set(around, ports, behind.url(), cloud.url(), new LogLines())) {
      case Stage.Setting.Refused(String text) -> {
        spec.commandLine().getErr().println(text);
        return 1;
      }
      case Stage.Setting.Ready(Stage stage) -> {
        Runtime.getRuntime().addShutdownHook(Threads.hook("stop", () -> end(stage, behind, cloud)));
        if (once) {
          try {
            return play(stage, model, out) ? 0 : 1;
          } finally {
            stage.end();
          }
        }
        new Welcome(ollama, behind, cloud, stage, model).print(out);
        new CountDownLatch(1).await();
        return 0;
      }
    }
  }

  private int or(@Nullable Integer wanted, int usual) {
    return wanted != null ? wanted : once ? 0 : usual;
  }

  private static boolean play(Stage stage, String model, PrintWriter out)
      throws IOException, InterruptedException {
    var transcript = new Transcript(out);
    transcript.play("The daemon, in front of Ollama", stage.home(), Scenes.daemon(model));
    transcript.play("The router, while home is there", stage.router(), Scenes.router(model));
    stage.home().end();
    transcript.play("The router, now that home is gone", stage.router(), Scenes.away(model));
    return transcript.end();
  }

  /// Ends everything on a signal, which ends a demo that stays up well. Where a transcript is over,
  /// or is interrupted, how it ended is not ours to say.
  private void end(Stage stage, Behind behind, SimulatedChild cloud) {
    try (behind;
        cloud) {
      stage.end();
    } catch (IOException _) {
      // A folder of ours in the system's temporary place is left over; the system removes it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      LogSetup.end();
      if (!once) {
        Runtime.getRuntime().halt(0);
      }
    }
  }

  private Behind behind(URI wanted) throws IOException {
    var asking = new Asking(wanted, null, GLANCE);
    if (asking.get("/api/version") instanceof Asking.Said.Answered(int status, _, String text, _)
        && status == 200
        && text.contains("\"version\"")) {
      return new Behind(wanted, chatModel(asking), null);
    }
    SimulatedChild child = SimulatedChild.ollama(pace());
    return new Behind(child.url(), "simulated:latest", child);
  }

  /// Nobody watches the words of a transcript come, so those who simulate need not take their time.
  private List<String> pace() {
    return once ? List.of("--tokens-per-second", "300") : List.of();
  }

  /// The smallest installed model that does not look like one for embeddings.
  private static @Nullable String chatModel(Asking asking) {
    if (!(asking.get("/api/tags") instanceof Asking.Said.Answered said)
        || !(JsonObject.parse(said.text()) instanceof JsonObject.Parsed.Good(JsonObject page))) {
      return null;
    }
    String best = null;
    long smallest = Long.MAX_VALUE;
    for (JsonObject model : page.objects("models")) {
      String name = model.text("name", "");
      long size = model.number("size", Long.MAX_VALUE);
      if (!name.isEmpty() && !name.contains("embed") && size < smallest) {
        best = name;
        smallest = size;
      }
    }
    return best;
  }
}
