package dev.homeport.story;

import dev.homeport.fake.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A machine with nothing on it but the program: a home, a folder for temporary files, and the
/// programs that a test puts there. What the real machine has is not seen.
public final class Machine {
  /// The JVM's options of the launcher, so that what is tested is what runs.
  private static final List<String> LIGHT = flags("light_flags");

  private static final List<String> FAST = flags("fast_flags");

  private static final Archive BUILT = Archive.of(LIGHT);

  /// The home folder, which is also where commands are given.
  final Path home;

  /// Where the program puts what it will not keep.
  final Path temporary;

  /// Programs that are found before those of the system.
  final Programs programs;

  /// The environment of whatever is started next.
  final Map<String, String> env = new TreeMap<>();

  private final List<String> options = new ArrayList<>();

  /// One below that folder.
  public Machine(Path folder) {
    try {
      home = Files.createDirectories(folder.resolve("a home"));
      temporary = Files.createDirectories(folder.resolve("temporary"));
      Path bin = Files.createDirectories(folder.resolve("bin"));
      programs = new Programs(bin);
      env.put("PATH", bin + ":/usr/bin:/bin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    env.put("HOME", home.toString());
    options.add("-Djava.io.tmpdir=" + temporary);
    // Else a suite that is run by root would be a service of the system.
    options.add("-Duser.name=somebody");
  }

  /// Makes it a Mac, as far as the program asks.
  Machine asMac() {
    options.add("-Dos.name=Mac OS X");
    return this;
  }

  /// Gives the JVM one more option.
  void option(String option) {
    options.add(option);
  }

  /// Sets a variable.
  Machine with(String name, String value) {
    env.put(name, value);
    return this;
  }

  /// Starts the program.
  Program start(String... words) {
    return started(command(words));
  }

  /// Starts the program on a terminal of its own, as Linux's `script` makes one.
  Program onTerminal(String... words) {
    String line =
        command(words).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return started(List.of("script", "-qec", line, "/dev/null"));
  }

  private List<String> command(String... words) {
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(words).contains("router") ? FAST : LIGHT);
    command.addAll(BUILT.options());
    command.addAll(options);
    command.addAll(List.of("-cp", BUILT.classPath(), "dev.homeport.cli.Main"));
    command.addAll(List.of(words));
    return command;
  }

  /// Runs the program to its end.
  Ran run(String... words) {
    try (Program program = start(words)) {
      return program.end();
    }
  }

  /// Starts a line of shell.
  Program paste(String line) {
    return started(List.of("/bin/sh", "-c", line));
  }

  /// Runs a line of shell to its end.
  Ran shell(String line) {
    try (Program program = paste(line)) {
      return program.end();
    }
  }

  private Program started(List<String> command) {
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a system that is no Mac keeps the state.
  public Path state() {
    return home.resolve(".local/state/homeport");
  }

  /// The daemon's log there.
  Path log() {
    return log("daemon");
  }

  /// The log of a role there.
  Path log(String role) {
    return state().resolve("log/" + role + ".log");
  }

  /// The first key.
  String firstKey() {
    return text(state().resolve("first-key.txt")).strip();
  }

  /// Writes a file in the home folder.
  public Path write(String name, String text) {
    try {
      Path file = home.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that stands in a file.
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every file below the home folder.
  List<Path> files() {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What was left in the folder for temporary files, but for what the JVM itself keeps there.
  List<String> leftovers() {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> flags(String name) {
    try {
      Process sh =
          new ProcessBuilder("/bin/sh", "-c", ". ../scripts/lib/flags.sh; echo $" + name).start();
      String words = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return List.of(words.strip().split(" +", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
