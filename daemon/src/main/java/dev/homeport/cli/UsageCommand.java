package dev.homeport.cli;

import dev.homeport.cli.RouterOptions.Got;
import dev.homeport.cli.screen.UsageTable;
import dev.homeport.server.admin.UsageWish;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `homeport usage`: what a running router was asked, what it took and what it cost.
@Command(
    name = "usage",
    description = "Shows what a router was asked and what it cost: requests, tokens, money.",
    footer = {
      "",
      "  homeport usage                              the last 24 hours, by provider",
      "  homeport usage --by cause --since 7d        what the Mac's absence cost in a week",
      "  homeport usage --by key --since 2026-11-01  a month, by key",
      "  homeport usage --by day --since 30d --csv   for a spreadsheet",
      "",
      "Times are UTC. A ~ stands before what is an estimate.",
    })
final class UsageCommand implements Callable<Integer> {
  private static final String TARGET = "/admin/usage?";

  private final Surroundings around;
  private final WallClock wall;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description =
          "What the requests are put together by: provider (the default), key, user, tenant,"
              + " model, cause (why somebody else was asked), account or day.")
  private String by = "provider";

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "From when on: 24h (the default), 7d, 2026-11-01, or RFC 3339.")
  private String since = "24h";

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description = "Up to when, written likewise; by default up to now.")
  private @Nullable String until;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's requests.")
  private @Nullable String tenant;

  @Option(names = "--json", description = "Prints the page as it is.")
  private boolean json;

  @Option(names = "--csv", description = "Prints a table for other programs.")
  private boolean csv;

  @Mixin private RouterOptions router = new RouterOptions();

  UsageCommand(Surroundings around, WallClock wall) {
    this.around = around;
    this.wall = wall;
  }

  @Override
  public Integer call() {
    if (json && csv) {
      throw new ParameterException(spec.commandLine(), "--json and --csv at once: choose one");
    }
    String query = query(by);
    if (UsageWish.read(query, wall.now()) instanceof UsageWish.Wrong(String text)) {
      throw new ParameterException(spec.commandLine(), "--" + text);
    }
    String head = by + ",requests,";
    Predicate<String> ours = csv ? text -> text.startsWith(head) : RouterOptions.objectWith("rows");
    return switch (ask(csv ? query + "&format=csv" : query, ours)) {
      case Got.Page(String text) -> {
        print(text);
        yield out().checkError() ? Exit.FAILED : Exit.OK;
      }
      case Got.Failed(int exit, String why) -> {
        spec.commandLine().getErr().println(why);
        yield exit;
      }
    };
  }

  private void print(String text) {
    if (csv) {
      out().print(text);
    } else if (json) {
      out().println(text);
    } else {
      JsonObject page = JsonObject.orEmpty(text);
      UsageTable.of(page, by.equals("cause") ? page : byCause()).forEach(out()::println);
    }
  }

  /// The same time by cause, which tells what was answered in another's place.
  private JsonObject byCause() {
    return ask(query("cause"), RouterOptions.objectWith("rows")) instanceof Got.Page(String text)
        ? JsonObject.orEmpty(text)
        : JsonObject.EMPTY;
  }

  private Got ask(String query, Predicate<String> ours) {
    return router.ask(around, spec.commandLine(), asking -> asking.get(TARGET + query), ours);
  }

  private String query(String what) {
    return "by="
        + encoded(what)
        + "&since="
        + encoded(since)
        + (until == null ? "" : "&until=" + encoded(until))
        + (tenant == null ? "" : "&tenant=" + encoded(tenant));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
