package dev.homeport.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.time.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real processes that share a state, are killed with -9, or run into a limit of the file system.
@Tag("story")
class FactLogStory {
  @TempDir Path folder = Path.of("");

  private FactLog open() {
    return switch (FactLog.open(folder, Ticker.system(), _ -> {})) {
      case FactLog.Opened.Open(FactLog log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  private static List<String> java(Path folder, String prefix, int count) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        AppendingProcess.class.getName(),
        folder.toString(),
        prefix,
        String.valueOf(count));
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static int lastOf(BufferedReader lines) throws IOException {
    int last = -1;
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      last = Integer.parseInt(line);
    }
    return last;
  }

  /// The facts under a prefix as the writer left them: each name holds the last of its numbers up
  /// to `last`, or the one number after it, which was written but not yet acknowledged.
  private static void assertHolds(FactLog log, String prefix, int last) {
    for (int i = Math.max(0, last - 9); i <= last; i++) {
      @Nullable Fact fact = log.shelf("key").facts().get(prefix + i % 10);
      assertThat(fact).describedAs("%s, acknowledged %d", prefix, i).isNotNull();
      int value = Integer.parseInt(String.valueOf(fact == null ? "" : fact.fields().get("v")));
      assertThat(value == i || value == last + 1).describedAs("%d or %d", i, last + 1).isTrue();
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void killedProcessLosesNothingItAcknowledged(long seed) throws Exception {
    Process writer = start(java(folder, "n", 1_000_000));
    int enough = 20 + new Random(seed).nextInt(400);
    int last;
    try (var lines = writer.inputReader()) {
      String line = String.valueOf(lines.readLine());
      while (Integer.parseInt(line) < enough) {
        line = String.valueOf(lines.readLine());
      }
      // Through the handle: the process's own method would close its output before we read it.
      writer.toHandle().destroyForcibly();
      last = Math.max(Integer.parseInt(line), lastOf(lines));
    }
    writer.waitFor();

    FactLog log = open();
    assertHolds(log, "n", last);
    assertThat(log.add(new Fact("key", "after", Map.of()))).isEqualTo(new Facts.Written.Done());
  }

  @Test
  void processesThatWriteAtOnceDoNotHarmOneAnother() throws Exception {
    var writers = new ArrayList<Process>();
    for (String prefix : List.of("a", "b", "c")) {
      writers.add(start(java(folder, prefix, 150)));
    }
    for (Process writer : writers) {
      try (var lines = writer.inputReader()) {
        assertThat(lastOf(lines)).isEqualTo(149);
      }
      assertThat(writer.waitFor()).isZero();
    }
    FactLog log = open();
    for (String prefix : List.of("a", "b", "c")) {
      assertHolds(log, prefix, 149);
    }
  }

  @Test
  void fileThatMayNotGrowIsAFailureAndKeepsWhatItHolds() throws Exception {
    // 3 KiB: less than the 4 KiB after which the log is rewritten.
    var command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 3; exec \"$@\"", "bash"));
    command.addAll(java(folder, "n", 1_000_000));
    Process writer = start(command);
    int last = -1;
    String failure;
    try (var lines = writer.inputReader()) {
      failure = String.valueOf(lines.readLine());
      while (!failure.startsWith("failed")) {
        last = Integer.parseInt(failure);
        failure = String.valueOf(lines.readLine());
      }
    }
    assertThat(writer.waitFor()).isZero();
    assertThat(failure).isEqualTo("failed cannot write the state: File too large");
    assertHolds(open(), "n", last);
  }
}
