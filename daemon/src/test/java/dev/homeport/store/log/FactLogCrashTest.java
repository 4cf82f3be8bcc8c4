package dev.homeport.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.journal.Journal;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A log that was killed at any byte, cut at any byte, or had any byte changed.
class FactLogCrashTest {
  private static final Journal SILENT = _ -> {};

  @TempDir Path folder = Path.of("");

  private FactLog open(Disk disk, int small) {
    return switch (FactLog.open(folder, new FakeTicker(), SILENT, disk, small)) {
      case FactLog.Opened.Open(FactLog log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  private Path file() {
    return folder.resolve("facts.log");
  }

  private static Map<String, String> values(Facts facts) {
    var values = new HashMap<String, String>();
    facts.shelf("key").facts().forEach((name, fact) -> values.put(name, fact.fields().get("v")));
    return values;
  }

  /// Writes what the seed says and returns, for each length of the file after an acknowledgement,
  /// what had then been acknowledged.
  private SequencedMap<Integer, Map<String, String>> written(long seed, int steps)
      throws IOException {
    var random = new Random(seed);
    FactLog log = open(Disk.real(), 1 << 20);
    var known = new HashMap<String, String>();
    var history = new LinkedHashMap<Integer, Map<String, String>>();
    for (int i = 0; i < steps; i++) {
      assertThat(step(log, random, known)).isTrue();
      history.put((int) Files.size(file()), Map.copyOf(known));
    }
    return history;
  }

  /// Makes one change on both sides; false when the log did not acknowledge it.
  private static boolean step(Facts log, Random random, Map<String, String> known) {
    String name = "n" + random.nextInt(5);
    boolean away = random.nextInt(3) == 0;
    String value = "v" + random.nextInt(1000) + (random.nextBoolean() ? " ö%" : "");
    Written expected = away && !known.containsKey(name) ? new Written.Unmet() : new Written.Done();
    Written written =
        away ? log.remove("key", name) : log.put(new Fact("key", name, Map.of("v", value)));
    if (written instanceof Written.Failed(String why)) {
      assertThat(why).endsWith("killed");
      return false;
    }
    assertThat(written).isEqualTo(expected);
    if (away) {
      known.remove(name);
    } else {
      known.put(name, value);
    }
    return true;
  }

  @Test
  void cutAtAnyByteItIsWhatWasAcknowledgedUpToThere() throws IOException {
    var history = written(7, 30);
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      Map<String, String> expected = Map.of();
      for (var moment : history.entrySet()) {
        if (moment.getKey() <= cut) {
          expected = moment.getValue();
        }
      }
      FactLog log = open(Disk.real(), 1 << 20);
      assertThat(values(log)).describedAs("cut at %d", cut).isEqualTo(expected);

      // And it goes on from there, over the torn rest.
      log.put(new Fact("key", "after", Map.of("v", "x")));
      var andMore = new HashMap<>(expected);
      andMore.put("after", "x");
      assertThat(values(open(Disk.real(), 1 << 20)))
          .describedAs("written on after a cut at %d", cut)
          .isEqualTo(andMore);
    }
  }

  @Test
  void changedByteCostsAtMostTheLinesItTouches() throws IOException {
    FactLog log = open(Disk.real(), 1 << 20);
    for (int i = 0; i < 12; i++) {
      log.put(new Fact("key", "n" + i, Map.of("v", "value" + i)));
    }
    Map<String, String> all = values(log);
    byte[] whole = Files.readAllBytes(file());
    for (int at = 0; at < whole.length; at++) {
      for (int mask : new int[] {1, 0x20, 0xff, whole[at] ^ '\n'}) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) mask;
        Files.write(file(), flipped);
        Map<String, String> left = values(open(Disk.real(), 1 << 20));
        assertThat(all).describedAs("byte %d ^ %d", at, mask).containsAllEntriesOf(left);
        assertThat(left.size()).describedAs("byte %d ^ %d", at, mask).isGreaterThanOrEqualTo(10);
      }
    }
  }

  @Test
  void tailOfZerosIsCutOff() throws IOException {
    FactLog log = open(Disk.real(), 1 << 20);
    log.put(new Fact("key", "a", Map.of("v", "1")));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length + 4096));
    open(Disk.real(), 1 << 20).put(new Fact("key", "b", Map.of("v", "2")));

    assertThat(values(open(Disk.real(), 1 << 20))).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 15);
  }

  /// Kills the writer after each number of bytes it may have written, rewriting of the log
  /// included.
  @ParameterizedTest
  @MethodSource("seeds")
  void killedAtAnyByteNothingAcknowledgedIsLost(long seed) throws IOException {
    var lives = new Random(seed);
    for (int round = 0; round < 8; round++) {
      Files.deleteIfExists(file());
      var random = new Random(seed * 31 + round);
      FactLog log = open(new DyingDisk(lives.nextInt(2500)), 300);
      var known = new HashMap<String, String>();
      var acknowledged = new HashMap<String, String>();
      for (int i = 0; i < 40 && step(log, random, known); i++) {
        acknowledged.clear();
        acknowledged.putAll(known);
      }
      FactLog reopened = open(Disk.real(), 300);
      assertThat(values(reopened)).describedAs("round %d", round).isEqualTo(acknowledged);
      assertThat(step(reopened, random, acknowledged)).isTrue();
    }
  }
}
