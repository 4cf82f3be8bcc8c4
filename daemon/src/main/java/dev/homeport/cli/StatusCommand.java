package dev.homeport.cli;

import dev.homeport.cli.ConfiguredRole.Found;
import dev.homeport.cli.screen.StatusScreen;
import dev.homeport.cli.screen.TunnelScreen;
import dev.homeport.role.tunnel.TunnelFile;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport status`: one screen about a running daemon or router, from its own `/health`.
@Command(
    name = "status",
    description =
        "Shows how a running daemon or router is: Ollama, queue, providers, models, requests.")
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String START =
      "start it with: homeport daemon, or for good: homeport install";

  /// The header that every answer of ours has.
  private static final String INSTANCE = "Homeport-Instance";

  private final Surroundings around;

  @Spec private CommandSpec spec;

  @Mixin final Help help = new Help();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Which one; by default the one that the configuration of this machine names.")
  private @Nullable String url;

  @Option(
      names = ConfiguredRole.OPTION,
      paramLabel = ConfiguredRole.LABEL,
      description =
          "Which one of this machine's: by default the first that the file has a section for.")
  private @Nullable ConfiguredRole role;

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
    Meant meant = url == null ? ofThisMachine() : new Meant(url, START, null);
    URI base = HttpAddress.of(meant.url(), spec.commandLine());
    String known = key == null ? around.env().get("HOMEPORT_KEY") : key;
    return switch (new Asking(base, known, PATIENCE).get("/health?verbose")) {
      case Asking.Said.Nothing(String why) -> {
        absent("nothing answers at " + meant.url() + " (" + why + "); " + meant.hint());
        watched(meant);
        yield 1;
      }
      case Asking.Said.Answered answered when answered.field(INSTANCE).isEmpty() -> {
        absent(
            "somebody else answers at "
                + meant.url()
                + ", not Homeport (HTTP "
                + answered.status()
                + ")"
                + (url == null ? "; who listens there: homeport doctor" : ""));
        watched(meant);
        yield 1;
      }
      case Asking.Said.Answered(int status, _, String text, _) -> {
        if (json) {
          out.println(text);
        } else {
          StatusScreen.of(
                  meant.url(), JsonObject.orEmpty(text), known != null, WallClock.system().now())
              .forEach(out::println);
        }
        yield status == 200 ? 0 : 1;
      }
    };
  }

  private void absent(String words) {
    if (json) {
      spec.commandLine().getOut().println("{\"status\":\"unreachable\"}");
    }
    spec.commandLine().getErr().println(words);
    spec.commandLine().getErr().flush();
  }

  /// What a monitor that watches by itself has seen; without a daemon nobody else shows it.
  private void watched(Meant meant) {
    if (json || meant.state() == null) {
      return;
    }
    new TunnelFile(meant.state(), WallClock.system())
        .read()
        .ifPresent(
            page ->
                TunnelScreen.of(page, WallClock.system().now())
                    .forEach(spec.commandLine().getOut()::println));
  }

  /// Whom to ask, and what to do where nobody answers.
  ///
  /// @param state where this machine's daemon has its state; nothing for any other
  private record Meant(String url, String hint, @Nullable Path state) {}

  /// Where the role of this machine listens by its configuration; where that is broken, usually.
  private Meant ofThisMachine() {
    return switch (ConfiguredRole.find(role, options.in(around.inputs()))) {
      case Found.Right(ConfiguredRole found, var listen, Path state, _, _) ->
          new Meant(
              "http://" + listen.fromHere(),
              hint(found),
              found == ConfiguredRole.DAEMON ? state : null);
      case Found.Wrong(ConfiguredRole found, _) -> new Meant(usual(found), hint(found), null);
    };
  }

  private static String usual(ConfiguredRole role) {
    return switch (role) {
      case DAEMON -> "http://127.0.0.1:8888";
      case ROUTER -> "http://127.0.0.1:11435";
    };
  }

  private static String hint(ConfiguredRole role) {
    return switch (role) {
      case DAEMON -> START + "; a router is asked with --role router or --url";
      case ROUTER -> "start it with: homeport router";
    };
  }
}
