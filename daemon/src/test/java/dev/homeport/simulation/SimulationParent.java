package dev.homeport.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A program that starts a simulation, says its process id, and waits to be killed.
final class SimulationParent {
  private SimulationParent() {}

  static List<String> java(Class<?> program, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(java(SimulationProcess.class, "0", "30", "0"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = child.inputReader(UTF_8).readLine();
    var out = new PrintStream(System.out, true, UTF_8);
    out.println(child.pid());
    out.println(line);
    new CountDownLatch(1).await();
  }
}
