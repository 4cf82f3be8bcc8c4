package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A real Redis on loopback, each write on the disk before it is acknowledged, that can be killed,
/// frozen and started again where it was.
///
/// The program comes as a resource of a jar. Where none fits this machine, [#start] skips the test
/// and says why.
public final class RealRedis implements AutoCloseable {
  private static final String READY = "Ready to accept connections";

  private final Path folder;
  private final int port;
  private final List<String> more;
  private Process process;

  /// The program of this machine, unpacked once, or why there is none.
  private record Program(@Nullable Path file, String why) {
    private static final Program OURS = unpacked();

    private static Program unpacked() {
      String platform =
          "%s %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              .toLowerCase(Locale.ROOT);
      @Nullable String name = nameFor(platform);
      if (name == null) {
        return new Program(null, "no Redis is made for " + platform);
      }
      try (InputStream in = RealRedis.class.getResourceAsStream("/" + name)) {
        if (in == null) {
          return new Program(null, "there is no " + name + " on the class path");
        }
        Path home = Files.createTempDirectory("redis");
        Path file = home.resolve("redis-server");
        Files.copy(in, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        file.toFile().deleteOnExit();
        return new Program(file, trouble(file));
      } catch (IOException | UnsupportedOperationException e) {
        return new Program(null, "Redis cannot be unpacked: " + e);
      }
    }

    private static @Nullable String nameFor(String platform) {
      boolean isArm = platform.contains("aarch64") || platform.contains("arm64");
      if (platform.startsWith("linux")) {
        return isArm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
      }
      if (platform.startsWith("mac")) {
        return isArm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
      }
      return null;
    }

    /// Why the program does not run here; empty where it does.
    private static String trouble(Path file) throws IOException {
      Process version =
          new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true).start();
      String said = new String(version.getInputStream().readAllBytes(), UTF_8);
      return said.contains("v=") ? "" : "Redis does not run here: " + said.strip();
    }
  }

  private RealRedis(Path folder, int port, List<String> more) {
    this.folder = folder;
    this.port = port;
    this.more = more;
    this.process = launched();
  }

  /// Starts one that keeps its data in this folder, on a port that was free.
  ///
  /// @param more settings, such as `--requirepass`, `secret`
  public static RealRedis start(Path folder, String... more) {
    String why = Program.OURS.why();
    Assumptions.assumeTrue(why.isEmpty(), why);
    return new RealRedis(folder, freePort(), List.of(more));
  }

  /// A port of loopback on which nobody listens, and nobody is about to.
  public static int freePort() {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Its address, without a password.
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /// Where its data is.
  public Path folder() {
    return folder;
  }

  /// Kills it as a power cut would, and returns when it is gone.
  public void kill() {
    process.destroyForcibly();
    if (process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join().isAlive()) {
      throw new AssertionError("Redis cannot be killed");
    }
  }

  /// Stops it in the middle of what it does: connections stay, nobody answers.
  public void freeze() {
    Signal.send(process.pid(), "STOP");
  }

  /// Lets it go on.
  public void thaw() {
    Signal.send(process.pid(), "CONT");
  }

  /// Starts it again on the same port, with what the folder holds.
  public void restart() {
    if (process.isAlive()) {
      kill();
    }
    process = launched();
  }

  /// Forgets what the folder holds; only while it does not run.
  public void forget() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends it one command on a connection of its own, and gives its answer in words: an error with
  /// its `-`, nothing as `(nil)`, a list as lines.
  public String say(String... words) {
    return say(List.of(List.of(words))).getLast();
  }

  /// Sends it commands on one connection, such as AUTH and what comes after.
  public List<String> say(List<List<String>> commands) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      var in = socket.getInputStream();
      var answers = new ArrayList<String>();
      for (List<String> words : commands) {
        var text = new StringBuilder("*" + words.size() + "\r\n");
        words.forEach(
            word -> text.append("$%d\r\n%s\r\n".formatted(word.getBytes(UTF_8).length, word)));
        socket.getOutputStream().write(text.toString().getBytes(UTF_8));
        answers.add(answer(in));
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(InputStream in) throws IOException {
    String line = line(in);
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> text(in, Integer.parseInt(rest));
      case '*' -> {
        var parts = new ArrayList<String>();
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          parts.add(answer(in));
        }
        yield String.join("\n", parts);
      }
      case '-' -> line;
      default -> rest;
    };
  }

  private static String text(InputStream in, int length) throws IOException {
    if (length < 0) {
      return "(nil)";
    }
    String text = new String(in.readNBytes(length), UTF_8);
    in.skipNBytes(2);
    return text;
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new IOException("Redis hung up after: " + text);
      }
      text.append((char) c);
    }
    in.skipNBytes(1);
    return text.toString();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private Process launched() {
    var command = new ArrayList<String>();
    command.add(String.valueOf(Program.OURS.file()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.toString(), "--save", "", "--databases", "16"));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
    command.addAll(more);
    try {
      Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8));
      var lines = new ArrayList<String>();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        lines.add(line);
        if (line.contains(READY)) {
          // It goes on when nobody hears what it says.
          said.close();
          return started;
        }
      }
      throw new AssertionError(
          "Redis did not start: " + lines.stream().collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
