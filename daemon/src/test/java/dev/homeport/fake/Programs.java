package dev.homeport.fake;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A folder of programs that behave as a test says, each a few lines of shell.
public final class Programs {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

  private final Path folder;

  /// Programs in that folder.
  public Programs(Path folder) {
    this.folder = folder;
  }

  /// Puts a program there, in the place of one of that name.
  public Path put(String name, String... lines) {
    try {
      Path file = folder.resolve(name);
      Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An environment in which they come before all others.
  public Map<String, String> env() {
    return Map.of("PATH", folder.toString());
  }

  /// What a program wrote into a file of the folder, line by line.
  public List<String> lines(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same, as soon as there is a line: who started the program may go on before it has begun.
  public List<String> awaited(String name) {
    var deadline = Deadline.in(LONGEST, Ticker.system());
    List<String> lines = lines(name);
    while (lines.isEmpty() && !deadline.hasPassed()) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      lines = lines(name);
    }
    return lines;
  }

  /// The commands that run below us now.
  public static List<String> running() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(process -> process.info().commandLine().orElse("?"))
        .toList();
  }
}
