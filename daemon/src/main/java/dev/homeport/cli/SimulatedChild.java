package dev.homeport.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A simulation as a process of its own. It ends when we do, however we end, because its input then
/// does.
final class SimulatedChild implements AutoCloseable {
  /// By this, the launcher of an image on Linux knows the JVM that it has started itself, and takes
  /// all words for the JVM's. A child that inherits it never gets to our program.
  private static final String INSIDE_LAUNCHER = "_JPACKAGE_LAUNCHER";

  private final Process process;
  private final URI url;

  private SimulatedChild(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// Starts a simulated Ollama.
  ///
  /// @param options more words for it
  static SimulatedChild ollama(List<String> options) throws IOException {
    return start("simulate-ollama", options);
  }

  /// Starts a simulated OpenRouter.
  ///
  /// @param options more words for it
  static SimulatedChild cloud(List<String> options) throws IOException {
    return start("simulate-cloud", options);
  }

  /// Starts one on a port of its own choice and returns when it listens.
  private static SimulatedChild start(String simulation, List<String> options) throws IOException {
    List<String> command = ourselves();
    command.addAll(List.of(simulation, "--port", "0", "--until-stdin-closes"));
    command.addAll(options);
    var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().remove(INSIDE_LAUNCHER);
    Process process = builder.start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    int at = line == null ? -1 : line.indexOf("http://");
    if (line == null || at < 0) {
      process.destroyForcibly();
      throw new IOException(simulation + " did not start: " + line);
    }
    return new SimulatedChild(process, URI.create(line.substring(at).strip()));
  }

  /// How this program was started, without its arguments: by a launcher, which says so, or through
  /// the JVM.
  private static List<String> ourselves() throws IOException {
    String launcher = System.getProperty("jpackage.app-path");
    if (launcher != null) {
      return new ArrayList<>(List.of(launcher));
    }
    String java =
        ProcessHandle.current()
            .info()
            .command()
            .orElseThrow(() -> new IOException("this system does not say what program we are"));
    return new ArrayList<>(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
  }

  URI url() {
    return url;
  }

  /// The number of its process.
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
