package dev.homeport.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What a process holds, where the system shows it as files: descriptors, threads and memory.
///
/// @param peakKib the most memory that it ever had
record Footprint(long descriptors, long threads, long peakKib) {
  /// That of a process; empty where the system does not show it.
  static Optional<Footprint> of(long pid) {
    Path folder = Path.of("/proc/" + pid);
    if (!Files.isDirectory(folder.resolve("fd"))) {
      return Optional.empty();
    }
    try {
      long peak =
          Files.readAllLines(folder.resolve("status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0);
      return Optional.of(
          new Footprint(count(folder.resolve("fd")), count(folder.resolve("task")), peak));
    } catch (IOException e) {
      throw new AssertionError("process " + pid + " cannot be looked at", e);
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}
