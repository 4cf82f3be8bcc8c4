package dev.homeport.cli;

import dev.homeport.cli.Asking.Said;
import dev.homeport.cli.ConfiguredRole.Found;
import dev.homeport.config.value.One;
import dev.homeport.server.admin.Steering;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `homeport force`: has a running router ask one provider and no other for a time, lets go of it,
/// or tells who it is.
@Command(
    name = "force",
    description = "Has a router ask one provider and no other for a time.",
    footer = {
      "",
      "  homeport force openrouter --for 1h   asks openrouter alone",
      "  homeport force off                   asks the whole chain again",
      "  homeport force                       tells who is asked alone",
      "",
      "This forgets failures, preferences and the forced provider at once:",
      "  curl -X POST -H \"Authorization: Bearer $$HOMEPORT_KEY\" URL/admin/cache/clear",
    })
final class ForceCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String TARGET = "/admin/force";
  private static final String OFF = "off";
  private static final String TIME = "--for";

  private final Surroundings around;
  private final WallClock wall;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Parameters(
      arity = "0..1",
      paramLabel = "PROVIDER|off",
      description = "Who is asked, by the name in the configuration; off for the whole chain.")
  private @Nullable String wanted;

  @Option(
      names = TIME,
      paramLabel = "TIME",
      description = "For how long: 90s, 5m, 1h, 2d; at most 31d.")
  private @Nullable String time;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Which router; by default the one that the configuration names.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key with scope admin; better in the environment as HOMEPORT_KEY.")
  private @Nullable String key;

  @Option(names = "--json", description = "Prints an object instead.")
  private boolean json;

  @Mixin private ConfigOptions options = new ConfigOptions();

  ForceCommand(Surroundings around, WallClock wall) {
    this.around = around;
    this.wall = wall;
  }

  @Override
  public Integer call() {
    @Nullable String order = order();
    if (url != null) {
      return ask(url, order);
    }
    return switch (ConfiguredRole.find(ConfiguredRole.ROUTER, options.in(around.inputs()))) {
      case Found.Right(_, var listen, _, _) -> ask("http://" + listen.fromHere(), order);
      case Found.Wrong(_, var problems) -> {
        problems.forEach(problem -> err().println(problem.text()));
        err().println("Which router, the configuration does not say; --url URL does.");
        yield Exit.BAD_CONFIGURATION;
      }
    };
  }

  /// What is sent; nothing where it is only asked who is pinned.
  private @Nullable String order() {
    if (wanted == null || wanted.equals(OFF)) {
      if (time != null) {
        throw wrong(TIME + " goes with the name of a provider: homeport force NAME --for " + time);
      }
      return wanted == null ? null : new JsonFields().put(OFF, true).toString();
    }
    if (time == null) {
      throw wrong("For how long? homeport force " + wanted + " --for 1h");
    }
    if (Steering.PIN_TIME.judge(time)
        instanceof One.Judged.Wrong<Duration>(String why, String right)) {
      throw wrong("Invalid value for option '--for': '" + time + "' " + why + "; " + right);
    }
    return new JsonFields().put("provider", wanted).put("for", time).toString();
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private int ask(String where, @Nullable String order) {
    URI base = HttpAddress.of(where, spec.commandLine());
    @Nullable String known = key == null ? around.env().get("HOMEPORT_KEY") : key;
    var asking = new Asking(base, known, PATIENCE);
    return switch (order == null ? asking.get(TARGET) : asking.post(TARGET, order)) {
      case Said.Nothing(String why) ->
          failed(
              "nothing answers at "
                  + where
                  + " ("
                  + why
                  + "); start it with: homeport router, or name another with --url");
      case Said.Answered(int status, _, String text, _)
          when status == 200 && JsonObject.orEmpty(text).names().contains("provider") -> {
        out().println(json ? text : told(JsonObject.orEmpty(text)));
        yield out().checkError() ? Exit.FAILED : Exit.OK;
      }
      case Said.Answered(int status, _, String text, _) ->
          failed(
              refused(where, status, JsonObject.orEmpty(text).text("error", "status " + status)));
    };
  }

  private String told(JsonObject page) {
    String provider = page.text("provider", "");
    String until = page.text("until", "");
    return provider.isEmpty()
        ? "Nobody is forced: the chain is asked in its order."
        : provider
            + " alone is asked for another "
            + Relative.left(until, wall.now())
            + ", until "
            + until
            + ".";
  }

  private static String refused(String where, int status, String text) {
    return switch (status) {
      case 401, 403 ->
          text
              + "\nA key with scope admin is needed, in HOMEPORT_KEY or by --key. This makes one: "
              + "homeport keys --role router add ops --scope admin";
      case 200, 404, 405 -> "what answers at " + where + " is no router; name one with --url";
      default -> text;
    };
  }

  private int failed(String why) {
    err().println(why);
    return Exit.FAILED;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
