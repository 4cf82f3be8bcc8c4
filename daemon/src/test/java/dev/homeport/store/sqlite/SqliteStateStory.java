package dev.homeport.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Fact;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real processes that share a file, and are killed with -9.
@Tag("story")
class SqliteStateStory {
  @TempDir Path folder = Path.of("");

  private Process start(String prefix, long limit) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            WritingProcess.class.getName(),
            folder.resolve("state.db").toString(),
            prefix,
            String.valueOf(limit))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private SqliteState open() {
    return switch (SqliteState.open(
        folder.resolve("state.db"), Ticker.system(), WallClock.system(), _ -> {})) {
      case SqliteState.Opened.Open(SqliteState state) -> state;
      case SqliteState.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  static LongStream seeds() {
    return LongStream.range(0, 3);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void killedProcessLosesNothingItAcknowledged(long seed) throws Exception {
    Process writer = start("n", Long.MAX_VALUE);
    int enough = 20 + new Random(seed).nextInt(200);
    int last;
    try (BufferedReader lines = writer.inputReader()) {
      String line = String.valueOf(lines.readLine());
      while (Integer.parseInt(line) < enough) {
        line = String.valueOf(lines.readLine());
      }
      // Through the handle: the process's own method would close its output before we read it.
      writer.toHandle().destroyForcibly();
      last = Integer.parseInt(line);
      for (@Nullable String more = lines.readLine(); more != null; more = lines.readLine()) {
        last = Integer.parseInt(more);
      }
    }
    writer.waitFor();

    SqliteState state = open();
    for (int i = Math.max(0, last - 9); i <= last; i++) {
      @Nullable Fact fact = state.facts().shelf("key").facts().get("n" + i % 10);
      int value = Integer.parseInt(fact == null ? "-1" : fact.fields().getOrDefault("v", "-1"));
      assertThat(value == i || value == last + 1).describedAs("%d or %d", i, last + 1).isTrue();
    }
    var pot = new Pot("shared", null, Instant.parse("2100-01-01T00:00:00Z"));
    Level level = state.tallies().levels(List.of(pot)).getOrDefault(pot, new Level(0, 0));
    assertThat(level.all()).isBetween(last + 1L, last + 2L);
    state.stop();
  }

  @Test
  void processesThatRaceForAPotGetJustWhatIsInIt() throws Exception {
    var writers = new ArrayList<Process>();
    for (String prefix : List.of("a", "b", "c")) {
      writers.add(start(prefix, 300));
    }
    int granted = 0;
    for (Process writer : writers) {
      try (BufferedReader lines = writer.inputReader()) {
        for (String line = String.valueOf(lines.readLine());
            !line.equals("over");
            line = String.valueOf(lines.readLine())) {
          assertThat(line).isNotEqualTo("null");
          granted++;
        }
      }
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(granted).isEqualTo(300);
  }
}
