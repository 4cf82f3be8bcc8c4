package dev.homeport.client;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// The libraries of `src/test/clients`, installed below `target` once for each state of the lock
/// file.
final class NodeModules {
  static final Path SOURCES = Path.of("src/test/clients");
  private static final Path INSTALLED = Path.of("target/clients");
  private static final int OLDEST_NODE = 20;
  private static final int LONGEST_SECONDS = 120;

  /// How npm says that it came to nowhere, which is no fault of ours.
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "npm (?:error|ERR!) code (E[45]\\d\\d|EAI_AGAIN|ENOTFOUND|ENOTCACHED|ECONN\\w+"
              + "|E\\w+UNREACH|E\\w*TIMEDOUT|E\\w*_TIMEOUT|\\w*CERT\\w*)");

  /// What came of an installation.
  sealed interface Installed {
    /// It is done.
    record Ready() implements Installed {}

    /// It cannot be had here, and why.
    record Absent(String why) implements Installed {}
  }

  private record Ran(int status, String text) {
    private static final int NOT_FOUND = 127;
    private static final int TOO_LONG = 124;
  }

  private NodeModules() {}

  /// Installs them, if they are not yet. Fails where the fault is ours.
  ///
  /// Tests run in several processes, of which one installs and the others wait for it.
  static Installed install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    try (var file = FileChannel.open(INSTALLED.resolve("lock"), CREATE, WRITE);
        var _ = file.lock()) {
      return installed();
    }
  }

  private static Installed installed() throws IOException, InterruptedException {
    Ran node = run(SOURCES, "node", "--version");
    if (node.status() != 0 || run(SOURCES, "npm", "--version").status() != 0) {
      return new Installed.Absent("no Node.js with npm here");
    }
    String version = node.text().strip();
    if (Integer.parseInt(version.replaceFirst("^v(\\d+).*", "$1")) < OLDEST_NODE) {
      return new Installed.Absent("Node.js " + version + " is older than " + OLDEST_NODE);
    }
    Path folder = folder();
    copyProgramsTo(folder);
    if (Files.exists(folder.resolve("node_modules/.package-lock.json"))) {
      return new Installed.Ready();
    }
    Ran npm = run(folder, "npm", "ci", "--ignore-scripts", "--prefer-offline");
    Matcher unreachable = UNREACHABLE.matcher(npm.text());
    if (npm.status() == Ran.TOO_LONG || unreachable.find()) {
      String why = npm.status() == Ran.TOO_LONG ? "no end of it" : unreachable.group(1);
      return new Installed.Absent("npm cannot reach its registry: " + why);
    }
    if (npm.status() != 0) {
      throw new AssertionError(npm.text());
    }
    return new Installed.Ready();
  }

  /// The folder for this state of the lock file.
  static Path folder() throws IOException {
    var checksum = new CRC32();
    checksum.update(Files.readAllBytes(SOURCES.resolve("package-lock.json")));
    return Files.createDirectories(INSTALLED.resolve(Long.toHexString(checksum.getValue())));
  }

  /// Puts our programs there as they are now. What is there already is not touched, because
  /// somebody may be reading it.
  private static void copyProgramsTo(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(file.getFileName().toString());
        if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Ran run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("command", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        return new Ran(Ran.TOO_LONG, "");
      }
      return new Ran(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      return new Ran(Ran.NOT_FOUND, "");
    } finally {
      Files.delete(log);
    }
  }
}
