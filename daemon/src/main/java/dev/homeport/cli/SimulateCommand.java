package dev.homeport.cli;

import dev.homeport.simulation.SimulatedOllama;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport simulate-ollama`: the simulated Ollama of `demo`, for who wants one alone.
@Command(
    name = "simulate-ollama",
    hidden = true,
    description = "Speaks like an Ollama that has no model, and says so.")
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(
      names = "--port",
      defaultValue = "11434",
      paramLabel = "PORT",
      description = "Where it listens on 127.0.0.1 (11434); 0 for any.")
  private int port;

  @Option(
      names = "--tokens-per-second",
      defaultValue = "30",
      paramLabel = "N",
      description = "How fast it speaks (30).")
  private double tokensPerSecond;

  @Option(
      names = "--load-time",
      defaultValue = "300",
      paramLabel = "MS",
      description = "How many milliseconds a model loads before its first answer (300).")
  private long loadMillis;

  @Option(
      names = "--until-stdin-closes",
      description = "Ends when its input does, as that of a child does with its parent.")
  private boolean untilInputCloses;

  @Override
  public Integer call() throws InterruptedException {
    var settings =
        new SimulatedOllama.Settings(port, tokensPerSecond, Duration.ofMillis(loadMillis));
    return SimulatedOllama.run(
        settings, untilInputCloses ? System.in : null, spec.commandLine().getOut());
  }
}
