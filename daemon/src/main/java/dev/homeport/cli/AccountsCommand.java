package dev.homeport.cli;

import dev.homeport.cli.RouterOptions.Got;
import dev.homeport.cli.screen.AccountTable;
import dev.homeport.cli.screen.StatusScreen;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `homeport accounts`: the accounts with which a running router asks its providers, and the end of
/// a block by hand.
@Command(
    name = "accounts",
    description = "Lists the accounts at a router's providers, and lifts their blocks.",
    synopsisSubcommandLabel = "(list | unblock)",
    footer = {
      "",
      "  homeport accounts list                       who is free, and who is blocked until when",
      "  homeport accounts unblock ollama-cloud/main  asks with this account again, at once",
    })
final class AccountsCommand {
  private final Surroundings around;
  private final WallClock wall;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  AccountsCommand(Surroundings around, WallClock wall) {
    this.around = around;
    this.wall = wall;
  }

  @Command(
      name = "list",
      description = "Lists the accounts and how they stand, never a key.",
      footer = {"", "  homeport accounts list --json | jq '.[] | select(.state != \"free\")'"})
  int list(
      @Mixin Help help,
      @Mixin RouterOptions router,
      @Option(names = "--json", description = "Prints an array of objects.") boolean json) {
    return on(
        router.ask(
            around,
            command("list"),
            asking -> asking.get("/admin/status"),
            RouterOptions.objectWith("accounts")),
        text -> {
          List<JsonObject> accounts = JsonObject.orEmpty(text).objects("accounts");
          return json
              ? accounts.stream()
                  .map(JsonObject::toString)
                  .collect(Collectors.joining(",\n ", "[", "]"))
              : String.join("\n", AccountTable.of(accounts, wall.now()));
        });
  }

  @Command(
      name = "unblock",
      description = "Has a router ask with an account again that it left alone.",
      footer = {
        "",
        "  homeport accounts unblock main               where one provider has such an account",
        "  homeport accounts unblock ollama-cloud/main  where several have",
      })
  int unblock(
      @Mixin Help help,
      @Parameters(
              paramLabel = "NAME",
              description = "The account, as ACCOUNT or PROVIDER/ACCOUNT; the list has them all.")
          String name,
      @Mixin RouterOptions router,
      @Option(names = "--json", description = "Prints an object instead.") boolean json) {
    String order = new JsonFields().put("account", name).toString();
    return on(
        router.ask(
            around,
            command("unblock"),
            asking -> asking.post("/admin/unblock", order),
            RouterOptions.objectWith("unblocked")),
        text -> json ? text : told(JsonObject.orEmpty(text)));
  }

  private static String told(JsonObject page) {
    String account = StatusScreen.printable(page.text("account", ""));
    List<JsonObject> lifted = page.objects("unblocked");
    return lifted.isEmpty()
        ? "The account " + account + " was not blocked."
        : lifted.stream()
            .map(AccountsCommand::block)
            .collect(Collectors.joining("\n", "The account " + account + " is asked again.\n", ""));
  }

  private static String block(JsonObject each) {
    String model = each.text("model", "");
    return StatusScreen.printable(
        "It was blocked"
            + StatusScreen.prefixed(" for ", model)
            + " until "
            + each.text("blocked_until", "")
            + ": "
            + each.text("cause", "")
            + StatusScreen.prefixed(", ", each.text("detail", "")));
  }

  private int on(Got got, Function<String, String> told) {
    return switch (got) {
      case Got.Page(String text) -> {
        out().println(told.apply(text));
        yield out().checkError() ? Exit.FAILED : Exit.OK;
      }
      case Got.Failed(int exit, String why) -> {
        spec.commandLine().getErr().println(why);
        yield exit;
      }
    };
  }

  private CommandLine command(String name) {
    @Nullable CommandLine found = spec.subcommands().get(name);
    return found == null ? spec.commandLine() : found;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
