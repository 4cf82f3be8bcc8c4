package dev.homeport.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.RawClient;
import java.io.BufferedReader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The simulation as a process of its own.
@Tag("story")
class SimulationStory {
  @Test
  void killedParentLeavesNoOrphan() throws Exception {
    Process parent =
        new ProcessBuilder(SimulationParent.java(SimulationParent.class))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = parent.inputReader(UTF_8)) {
      long pid = Long.parseLong(lines.readLine());
      String url = lines.readLine();
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
      try (var client = RawClient.to(port)) {
        assertThat(client.get("/").read().text()).isEqualTo("Ollama is running");
      }
      parent.destroyForcibly();
      assertThat(child.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }
}
