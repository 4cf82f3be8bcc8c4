package dev.homeport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.homeport.store.ledger.SqliteBook;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteConfig;

/// A real process that keeps a ledger, and is killed or asked to stop.
@Tag("story")
class LedgerStory {
  /// Ten times what may be lost where a machine does nothing else: how soon a row is written by the
  /// ledger's own clock is for the tests of its desk.
  private static final Duration MAY_BE_LOST = Duration.ofSeconds(1);

  /// What the machine does to the thread that tells it does to each of those by which a row comes
  /// to the disk.
  private static final int THREADS = 3;

  @TempDir Path folder = Path.of("");

  /// A request that was told, and when, by the clock of the one who told.
  private record Told(int number, long nanos) {
    static Told of(String line) {
      int blank = line.indexOf(' ');
      return new Told(
          Integer.parseInt(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                TellingProcess.class.getName(),
                folder.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// What is told until one is told that is so much younger than the first; nothing for the end.
  private static List<Told> until(BufferedReader lines, @Nullable Duration age) throws IOException {
    var told = new ArrayList<Told>();
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      told.add(Told.of(line));
      long since = told.getLast().nanos() - told.getFirst().nanos();
      if (age != null && since >= age.toNanos()) {
        break;
      }
    }
    return told;
  }

  /// What is in the book, which must be a sound one, and in what stands in for it.
  private Set<Integer> kept() throws Exception {
    Path file = folder.resolve("ledger.db");
    // It may have died before its book was there.
    SqliteBook.open(file).close();
    var kept = new HashSet<Integer>();
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      try (var answer = statement.executeQuery("PRAGMA integrity_check")) {
        assertThat(answer.getString(1)).isEqualTo("ok");
      }
      try (var answer = statement.executeQuery("SELECT id FROM homeport_ledger")) {
        while (answer.next()) {
          kept.add(number(answer.getString(1)));
        }
      }
    }
    Path spool = folder.resolve("ledger.spool");
    if (Files.exists(spool)) {
      for (String line : Files.readAllLines(spool)) {
        int id = line.indexOf("\"id\":\"");
        if (id >= 0 && line.endsWith("}")) {
          kept.add(number(line.substring(id + 6)));
        }
      }
    }
    return kept;
  }

  private static int number(String id) {
    String request = id.substring(id.indexOf('~') + 1);
    int end = request.indexOf('"');
    return Integer.parseInt(request.substring(1, end < 0 ? request.length() : end));
  }

  /// For how long the machine did not let the process go on, at the worst, shortly before its end.
  private static long longestPause(List<Told> told, long end) {
    long longest = 0;
    for (int i = 1; i < told.size(); i++) {
      if (end - told.get(i).nanos() < MAY_BE_LOST.toNanos()) {
        longest = Math.max(longest, told.get(i).nanos() - told.get(i - 1).nanos());
      }
    }
    return longest;
  }

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void killTakesNoMoreThanTheLastMoment(long seed) throws Exception {
    Process process = start();
    List<Told> told;
    try (var lines = process.inputReader()) {
      told = until(lines, Duration.ofMillis(1500 + new Random(seed).nextInt(600)));
      process.toHandle().destroyForcibly();
      told.addAll(until(lines, null));
    }
    process.waitFor();
    long end = told.getLast().nanos();
    long lost = Math.max(MAY_BE_LOST.toNanos(), THREADS * longestPause(told, end));
    List<Integer> safe =
        told.stream().filter(each -> end - each.nanos() > lost).map(Told::number).toList();
    assumeThat(safe).as("rows told before the machine stood still").isNotEmpty();
    assertThat(kept()).containsAll(safe);
  }

  @Test
  void whoIsAskedToStopTakesNothingAlong() throws Exception {
    Process process = start();
    List<Told> told;
    int before;
    try (var lines = process.inputReader()) {
      told = until(lines, Duration.ofMillis(700));
      before = told.size();
      process.toHandle().destroy();
      told.addAll(until(lines, null));
    }
    process.waitFor();
    // What is told while the ledger stops is not its matter any more.
    List<Integer> safe = told.subList(0, before).stream().map(Told::number).toList();
    assertThat(kept()).containsAll(safe);
    assertThat(folder.resolve("ledger.db-wal")).doesNotExist();
  }
}
