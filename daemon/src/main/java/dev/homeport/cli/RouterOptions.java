package dev.homeport.cli;

import dev.homeport.cli.Asking.Said;
import dev.homeport.cli.ConfiguredRole.Found;
import dev.homeport.config.source.Problem;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which router a command asks, and with which key.
final class RouterOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// The header that every answer of ours has.
  private static final String INSTANCE = "Homeport-Instance";

  /// How a Homeport says that it has no such path.
  private static final String NOTHING_HERE = "there is nothing at this path";

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

  @Mixin private ConfigOptions options = new ConfigOptions();

  /// What came of asking.
  sealed interface Got {
    /// What was asked for.
    record Page(String text) implements Got {}

    /// It is not to be had: the exit code, and what a person must know.
    record Failed(int exit, String why) implements Got {}
  }

  /// Asks the router that is meant.
  ///
  /// @param ours whether an answer is one that only a router gives
  Got ask(
      Surroundings around,
      CommandLine command,
      Function<Asking, Said> question,
      Predicate<String> ours) {
    if (url != null) {
      return ask(url, around, command, question, ours);
    }
    return switch (ConfiguredRole.find(ConfiguredRole.ROUTER, options.in(around.inputs()))) {
      case Found.Right(_, var listen, _, _, _) ->
          ask("http://" + listen.fromHere(), around, command, question, ours);
      case Found.Wrong(_, var problems) ->
          new Got.Failed(
              Exit.BAD_CONFIGURATION,
              problems.stream().map(Problem::text).collect(Collectors.joining("\n"))
                  + "\nWhich router, the configuration does not say; --url URL does.");
    };
  }

  private Got ask(
      String where,
      Surroundings around,
      CommandLine command,
      Function<Asking, Said> question,
      Predicate<String> ours) {
    URI base = HttpAddress.of(where, command);
    @Nullable String known = key == null ? around.env().get("HOMEPORT_KEY") : key;
    return switch (question.apply(new Asking(base, known, PATIENCE))) {
      case Said.Nothing(String why) ->
          failed(
              "nothing answers at "
                  + where
                  + " ("
                  + why
                  + "); start it with: homeport router, or name another with --url");
      case Said.Answered answered when answered.status() == 200 && ours.test(answered.text()) ->
          new Got.Page(answered.text());
      case Said.Answered answered -> failed(refused(where, answered));
    };
  }

  private static String refused(String where, Said.Answered answered) {
    String text = JsonObject.orEmpty(answered.text()).text("error", "status " + answered.status());
    int status = answered.status();
    if (status == 401 || status == 403) {
      return text
          + "\nA key with scope admin is needed, in HOMEPORT_KEY or by --key. This makes one: "
          + "homeport keys --role router add ops --scope admin";
    }
    boolean router =
        !answered.field(INSTANCE).isEmpty()
            && status != 200
            && status != 405
            && !text.startsWith(NOTHING_HERE);
    return router ? text : "what answers at " + where + " is no router; name one with --url";
  }

  private static Got failed(String why) {
    return new Got.Failed(Exit.FAILED, why);
  }

  /// Whether it is an object with this field.
  static Predicate<String> objectWith(String field) {
    return text -> JsonObject.orEmpty(text).names().contains(field);
  }
}
