package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.role.router.Router;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `homeport router`: answers every client from home or from a cloud until told to stop.
///
/// Described by hand, as the daemon is and for its reason.
final class RouterCommand implements Callable<Integer> {
  private static final String LISTEN = "--listen";

  private final Surroundings around;

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private RouterCommand(Surroundings around) {
    this.around = around;
  }

  /// The command as the program has it.
  static CommandSpec in(Surroundings around) {
    CommandSpec spec = new RouterCommand(around).spec;
    spec.usageMessage()
        .description(
            "Answers clients of Ollama's, OpenAI's and Anthropic's API from whoever can: home, or a"
                + " cloud while home is away.",
            "Without a file it is built from the environment (OLLAMA_BASE_URL, OPENROUTER_API_KEY,"
                + " …).")
        .footer(
            "",
            "Ctrl-C and SIGTERM let running answers finish, for 30 s at the most. SIGHUP reads the",
            "configuration again.");
    ConfigOptions.describe(spec);
    spec.addOption(
        OptionSpec.builder(LISTEN)
            .paramLabel("HOST:PORT")
            .type(String.class)
            .description("Where clients ask (0.0.0.0:$PORT, else 0.0.0.0:11435).")
            .build());
    return spec.addOption(Help.option());
  }

  @Override
  public Integer call() throws InterruptedException {
    ParseResult given = spec.commandLine().getParseResult();
    Inputs inputs =
        ConfigOptions.given(given)
            .with("router.listen", given.matchedOptionValue(LISTEN, null))
            .in(around.inputs());
    return new Serving<>(
            "router",
            around,
            spec.commandLine(),
            RouterRole.LOADER,
            RouterSettings::log,
            "--listen, PORT or router.listen",
            Router::start)
        .run(inputs);
  }
}
