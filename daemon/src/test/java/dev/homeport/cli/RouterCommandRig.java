package dev.homeport.cli;

import dev.homeport.fake.Backend;
import dev.homeport.fake.RouterRig;
import dev.homeport.host.Platform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine;

/// A command as typed, beside a router's server on a real socket.
final class RouterCommandRig implements AutoCloseable {
  final RouterRig router = new RouterRig(Backend.ollama("home", URI.create("http://127.0.0.1:1")));
  final Map<String, String> env = new TreeMap<>();
  private final Path folder;
  private final Function<Surroundings, Object> command;

  record Ran(int exit, String out, String err) {}

  RouterCommandRig(Path folder, Function<Surroundings, Object> command) {
    this.folder = folder;
    this.command = command;
    env.put("HOME", folder.toString());
    env.put("HOMEPORT_KEY", RouterRig.BOSS_KEY);
  }

  /// Runs it with these words.
  Ran run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var around = new Surroundings(env, folder, Platform.here(env));
    int exit =
        new CommandLine(command.apply(around))
            .setParameterExceptionHandler(new Advice())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  /// The same with these in one line, for the router that runs.
  Ran ask(String line) {
    return run((line + " --url " + router.url()).strip().split(" +"));
  }

  @Override
  public void close() {
    router.close();
  }
}
