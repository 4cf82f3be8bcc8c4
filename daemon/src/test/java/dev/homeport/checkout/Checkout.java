package dev.homeport.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real scripts on a machine that has nothing but the common tools and what a test puts there.
final class Checkout {
  /// The repository, seen from the folder in which tests run.
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "cksum",
          "dirname",
          "find",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "sort",
          "touch",
          "tr",
          "uname");

  private final Path machine;
  private final Path bin;

  /// What the scripts find in their environment, beside the tools.
  final Map<String, String> environment = new TreeMap<>();

  /// The folder of the checkout; its name has a space.
  final Path root;

  /// The folder in which `jdk25` looks instead of `/`.
  final Path slash;

  /// What one command said and how it ended.
  record Ran(int status, String out, String err) {}

  Checkout(Path folder) throws IOException {
    machine = folder.toRealPath();
    bin = Files.createDirectories(machine.resolve("bin"));
    slash = Files.createDirectories(machine.resolve("slash"));
    root = machine.resolve("a checkout");
    for (String tool : TOOLS) {
      program(tool, "exec " + find(tool) + " \"$@\"\n");
    }
    copyScripts();
    write("pom.xml", "<project/>");
    write("daemon/pom.xml", "<project/>");
    write("daemon/src/main/java/A.java", "class A {}");
    write("daemon/deploy/systemd/a.service", "");
    write("launchd/a.plist", "");
    environment.put("PATH", bin.toString());
    environment.put("HOME", Files.createDirectories(machine.resolve("home")).toString());
    environment.put("JDK_SEARCH_ROOT", slash.toString());
  }

  private static Path find(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this machine has no " + tool));
  }

  private void copyScripts() throws IOException {
    Path scripts = REPOSITORY.resolve("scripts");
    try (Stream<Path> files = Files.walk(scripts)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = root.resolve("scripts").resolve(scripts.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /// Writes a file of the checkout.
  void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Puts a program on the PATH, written for `sh`.
  void program(String name, String text) throws IOException {
    program(bin.resolve(name), text);
  }

  /// Writes a program for `sh` into a file.
  static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Puts a JDK into a folder; its `java` is written for `sh`.
  Path jdk(Path home, String version, String java) throws IOException {
    program(home.resolve("bin/javac"), "exit 99\n");
    program(home.resolve("bin/java"), java);
    Files.writeString(home.resolve("release"), "OTHER=1\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /// Puts a JDK into a folder that is never run.
  Path jdk(Path home, String version) throws IOException {
    return jdk(home, version, "exit 99\n");
  }

  /// Puts a Maven on the PATH that notes its words in `maven.txt` and then does as told.
  void maven(String text) throws IOException {
    program(
        "mvn",
        """
        [ "$1" != --version ] || { echo 'Apache Maven 3.9.9 (x)'; exit 0; }
        echo "$*" >>'%s'
        for word; do case $word in -Dlaunch.folder=*) made=${word#*=} ;; esac; done
        %s
        """
            .formatted(machine.resolve("maven.txt"), text));
  }

  /// How Maven was called, a line each.
  List<String> mavenCalls() throws IOException {
    Path calls = machine.resolve("maven.txt");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /// A script of the checkout.
  String script(String name) {
    return root.resolve("scripts").resolve(name).toString();
  }

  /// Starts a command in a folder, with nothing to read and its words in pipes.
  Process start(Path folder, String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// Runs a command in the checkout's folder to its end.
  Ran run(String... command) throws IOException, InterruptedException {
    return run(root, command);
  }

  /// Runs a command in a folder to its end.
  Ran run(Path folder, String... command) throws IOException, InterruptedException {
    return end(start(folder, command));
  }

  /// Waits for the end of a process whose words fit into a pipe.
  static Ran end(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("ends within 30 s").isTrue();
    return new Ran(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /// The builds that are kept.
  List<Path> builds() throws IOException {
    Path launch = root.resolve("daemon/target/launch");
    var found = new ArrayList<Path>();
    if (Files.isDirectory(launch)) {
      try (Stream<Path> entries = Files.list(launch)) {
        entries.forEach(found::add);
      }
    }
    return found;
  }
}
