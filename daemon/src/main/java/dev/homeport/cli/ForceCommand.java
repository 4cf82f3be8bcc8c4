package dev.homeport.cli;

import dev.homeport.cli.RouterOptions.Got;
import dev.homeport.cli.screen.Relative;
import dev.homeport.config.value.One;
import dev.homeport.server.admin.Steering;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.PrintWriter;
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

  @Option(names = "--json", description = "Prints an object instead.")
  private boolean json;

  @Mixin private RouterOptions router = new RouterOptions();

  ForceCommand(Surroundings around, WallClock wall) {
    this.around = around;
    this.wall = wall;
  }

  @Override
  public Integer call() {
    @Nullable String order = order();
    return switch (router.ask(
        around,
        spec.commandLine(),
        asking -> order == null ? asking.get(TARGET) : asking.post(TARGET, order),
        RouterOptions.objectWith("provider"))) {
      case Got.Page(String text) -> {
        out().println(json ? text : told(JsonObject.orEmpty(text)));
        yield out().checkError() ? Exit.FAILED : Exit.OK;
      }
      case Got.Failed(int exit, String why) -> {
        spec.commandLine().getErr().println(why);
        yield exit;
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

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
