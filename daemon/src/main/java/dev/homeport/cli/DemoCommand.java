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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport demo`: the real daemon in front of this machine's Ollama, or of a simulated one.
@Command(
    name = "demo",
    description = "Runs the real daemon with a key of its own, to try; keeps nothing.")
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
      description = "Where it listens (8888; with --once any that is free).")
  private @Nullable Integer port;

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
  private record Behind(URI url, @Nullable String model, @Nullable SimulatedChild child)
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
    LogSetup.begin(LogFormat.HUMAN, false, null, "warn");
    PrintWriter out = spec.commandLine().getOut();
    try (Behind behind = behind(wanted)) {
      String model = behind.model();
      if (model == null) {
        spec.commandLine()
            .getErr()
            .println("the Ollama at " + ollama + " has no model yet: ollama pull qwen2.5:0.5b");
        return 1;
      }
      return run(behind, model, out);
    } finally {
      LogSetup.end();
    }
  }

  private int run(Behind behind, String model, PrintWriter out)
      throws IOException, InterruptedException {
    int where = port != null ? port : once ? 0 : 8888;
    switch (TrialDaemon.start(around, where, behind.url(), new LogLines())) {
      case TrialDaemon.Trying.Refused(String text) -> {
        spec.commandLine().getErr().println(text);
        return 1;
      }
      case TrialDaemon.Trying.Running(TrialDaemon trial) -> {
        if (once) {
          try {
            return new Transcript(trial.url(), trial.key(), model, out).play() ? 0 : 1;
          } finally {
            trial.end();
          }
        }
        Runtime.getRuntime().addShutdownHook(Threads.hook("stop", () -> end(trial, behind)));
        welcome(behind, trial, model, out);
        new CountDownLatch(1).await();
        return 0;
      }
    }
  }

  private void welcome(Behind behind, TrialDaemon trial, String model, PrintWriter out) {
    out.println(
        behind.child() == null
            ? "Ollama runs at " + behind.url() + "; the daemon stands in front of it."
            : "No Ollama answers at "
                + ollama
                + ", so a simulated one was started at "
                + behind.url()
                + "; it says that it is simulated.");
    out.println("The daemon is the real one, at " + trial.url());
    out.println("Its key, which ends with this demo: " + trial.key());
    out.println();
    out.println("Try, in another terminal:");
    out.println();
    out.println("  curl -i " + trial.url() + "/health");
    out.println(
        "  curl " + trial.url() + "/api/tags -H 'Authorization: Bearer " + trial.key() + "'");
    out.println(
        "  curl -N "
            + trial.url()
            + "/v1/chat/completions -H 'Authorization: Bearer "
            + trial.key()
            + "' \\\n       -d '{\"model\":\""
            + model
            + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
    out.println();
    out.println("Ctrl-C ends it.");
    out.flush();
  }

  private static void end(TrialDaemon trial, Behind behind) {
    try (behind) {
      trial.end();
    } catch (IOException _) {
      // A folder of ours in the system's temporary place is left over; the system removes it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      LogSetup.end();
      Runtime.getRuntime().halt(0);
    }
  }

  private static Behind behind(URI wanted) throws IOException {
    var asking = new Asking(wanted, null, GLANCE);
    if (asking.get("/api/version") instanceof Asking.Said.Answered(int status, String text, _)
        && status == 200
        && text.contains("\"version\"")) {
      return new Behind(wanted, chatModel(asking), null);
    }
    SimulatedChild child = SimulatedChild.start();
    return new Behind(child.url(), "simulated:latest", child);
  }

  /// The smallest installed model that does not look like one for embeddings.
  private static @Nullable String chatModel(Asking asking) {
    if (!(asking.get("/api/tags") instanceof Asking.Said.Answered(_, String text, _))
        || !(JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject page))) {
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
