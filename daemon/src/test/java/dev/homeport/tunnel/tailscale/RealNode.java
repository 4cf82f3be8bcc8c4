package dev.homeport.tunnel.tailscale;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Programs;
import dev.homeport.fake.Told;
import dev.homeport.host.Command;
import dev.homeport.host.Platform;
import dev.homeport.time.Pause;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.tailscale.cli.Limits;
import dev.homeport.tunnel.tailscale.cli.Places;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A real `tailscaled` without a network of its own, that can reach nothing but this machine, and a
/// real `tailscale` that talks to it.
final class RealNode implements AutoCloseable {
  static final String CONTROL = "http://127.0.0.1:9911";

  /// Where nobody listens, so that whatever goes there is refused.
  private static final String NOWHERE = "http://127.0.0.1:9";

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Path programs;
  private final Path folder;
  private final Path command;
  private final MemoryFacts facts = new MemoryFacts();
  private final List<Process> started = new ArrayList<>();
  private long pid;

  RealNode(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
    this.command =
        new Programs(folder)
            .put(
                "tailscale",
                "exec '" + programs.resolve("tailscale") + "' --socket='" + socket() + "' \"$@\"");
  }

  private Path socket() {
    return folder.resolve("sock");
  }

  /// Starts the service and waits for its socket.
  void start() throws Exception {
    Process service =
        run(
            "tailscaled",
            "--tun=userspace-networking",
            "--statedir=" + Files.createDirectories(folder.resolve("state")),
            "--socket=" + socket(),
            "--port=0");
    pid = service.pid();
    for (int i = 0; i < 100 && !Files.exists(socket()); i++) {
      Pause.real().last(Duration.ofMillis(100));
    }
  }

  /// Starts the control server that is made for tests.
  Process control() throws Exception {
    return run("testcontrol");
  }

  private Process run(String program, String... arguments) throws IOException {
    var argv = new ArrayList<String>();
    argv.add(programs.resolve(program).toString());
    argv.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".log").toFile());
    Map<String, String> env = builder.environment();
    env.put("TS_LOG_TARGET", NOWHERE);
    env.put("HTTP_PROXY", NOWHERE);
    env.put("HTTPS_PROXY", NOWHERE);
    env.put("NO_PROXY", "127.0.0.1");
    env.put("TS_NETCHECK_GENERATE_204_URL", CONTROL + "/generate_204");
    env.put("TS_ASSUME_NETWORK_UP_FOR_TEST", "1");
    env.put("TS_PANIC_IF_HIT_MAIN_CONTROL", "1");
    env.put("TS_DISABLE_PORTMAPPER", "1");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /// Sends the service a signal.
  void signal(String name) throws Exception {
    shell("kill -" + name + " " + pid);
  }

  /// Sends it one in a moment, while something else goes on.
  void signalSoon(String name) throws IOException {
    started.add(
        new ProcessBuilder("/bin/sh", "-c", "sleep 0.5; kill -" + name + " " + pid)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("signal.log").toFile())
            .start());
  }

  /// Ends the service and starts it again.
  void restart() throws Exception {
    for (Process process : started) {
      if (process.pid() == pid) {
        process.destroyForcibly().waitFor();
      }
    }
    Files.deleteIfExists(socket());
    start();
  }

  /// Says something that Homeport never says.
  Command.Result say(String... arguments) throws Exception {
    return Command.of(LONG, command, arguments).run();
  }

  private static void shell(String line) throws Exception {
    new Command(List.of("/bin/sh", "-c", line), LONG).run();
  }

  /// A tunnel to it, which asks for so long.
  TailscaleTunnel tunnel(Duration limit) {
    var platform =
        Platform.of(
            Map.of("PATH", folder.toString(), "HOME", folder.toString()),
            "Linux",
            folder.toString(),
            "ann");
    var limits = new Limits(limit, limit, limit);
    return new TailscaleTunnel(
        Places.of(platform),
        new Wish(8888, 443, command.toString(), false),
        installed -> installed.cli(limits),
        false,
        facts,
        new Told(),
        new FakeTicker(),
        WallClock.system(),
        duration -> Pause.real().last(duration.compareTo(LONG) > 0 ? Duration.ZERO : duration),
        new Random(1));
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.destroyForcibly().onExit().join();
    }
  }
}
