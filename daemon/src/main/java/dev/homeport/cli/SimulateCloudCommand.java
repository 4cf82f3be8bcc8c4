package dev.homeport.cli;

import dev.homeport.simulation.cloud.SimulatedCloud;
import dev.homeport.simulation.cloud.SimulatedCloud.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport simulate-cloud`: the simulated OpenRouter of `demo`, for who wants one alone.
@Command(
    name = "simulate-cloud",
    hidden = true,
    description = "Speaks like an OpenRouter that has no model, and says so.")
final class SimulateCloudCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where it listens on 127.0.0.1; 0 for any (0).")
  private int port;

  @Option(
      names = "--tokens-per-second",
      defaultValue = "80",
      paramLabel = "N",
      description = "How fast it speaks (80).")
  private double tokensPerSecond;

  @Option(
      names = "--key",
      defaultValue = Settings.DEMO_KEY,
      paramLabel = "KEY",
      description = "Which key it wants to be shown (" + Settings.DEMO_KEY + ").")
  private String key = Settings.DEMO_KEY;

  @Option(
      names = "--until-stdin-closes",
      description = "Ends when its input does, as that of a child does with its parent.")
  private boolean untilInputCloses;

  @Override
  public Integer call() throws InterruptedException {
    var settings = new Settings(port, tokensPerSecond, key);
    return SimulatedCloud.run(
        settings, untilInputCloses ? System.in : null, spec.commandLine().getOut());
  }
}
