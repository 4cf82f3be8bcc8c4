package dev.homeport.cli;

import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.wire.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport status`: one screen about a running daemon, from its own `/health`.
@Command(
    name = "status",
    description = "Shows how a running Homeport is: Ollama, queue, requests, power.")
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Surroundings around;

  @Spec private CommandSpec spec;

  @Mixin final Help help = new Help();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Which one; by default the daemon that the configuration of this machine names.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key, for the details; better in the environment as HOMEPORT_KEY.")
  private @Nullable String key;

  @Option(names = "--json", description = "The page as it is.")
  private boolean json;

  @Mixin private ConfigOptions options;

  StatusCommand(Surroundings around) {
    this.around = around;
    this.spec = CommandSpec.create();
    this.options = new ConfigOptions();
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String at = url == null ? "http://" + listen() : url;
    URI base = HttpAddress.of(at, spec.commandLine());
    String known = key == null ? around.env().get("HOMEPORT_KEY") : key;
    return switch (new Asking(base, known, PATIENCE).get("/health?verbose")) {
      case Asking.Said.Nothing(String why) -> {
        if (json) {
          out.println("{\"status\":\"unreachable\"}");
        }
        spec.commandLine()
            .getErr()
            .println("nothing answers at " + at + " (" + why + "); start it with: homeport daemon");
        yield 1;
      }
      case Asking.Said.Answered(int status, _, String text, _) -> {
        if (json) {
          out.println(text);
        } else {
          StatusScreen.of(at, page(text)).forEach(out::println);
        }
        yield status == 200 ? 0 : 1;
      }
    };
  }

  /// Where the daemon of this machine listens by its configuration; where that is broken, usually.
  private String listen() {
    return DaemonRole.LOADER.load(options.in(around.inputs()))
            instanceof Loaded.Good<DaemonSettings> good
        ? good.settings().listen().fromHere().toString()
        : "127.0.0.1:8888";
  }

  private static JsonObject page(String text) {
    return JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject page)
        ? page
        : JsonObject.EMPTY;
  }
}
