package dev.homeport.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Duration;

/// The simulated Ollama as a program of its own, which ends with its standard input.
final class SimulationProcess {
  private SimulationProcess() {}

  public static void main(String[] args) throws InterruptedException {
    var settings =
        new SimulatedOllama.Settings(
            Integer.parseInt(args[0]),
            Double.parseDouble(args[1]),
            Duration.ofMillis(Long.parseLong(args[2])));
    System.exit(SimulatedOllama.run(settings, System.in, new PrintWriter(System.out, true, UTF_8)));
  }
}
