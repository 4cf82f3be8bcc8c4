package dev.homeport.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Guesses.
class NearestTest {
  private static final List<String> KNOWN =
      List.of("listen", "queue", "queue-wait", "body", "bodies");

  @ParameterizedTest
  @CsvSource({
    "lisen, listen",
    "lsiten, listen",
    "listenn, listen",
    "LISTEN, listen",
    "queue_wait, queue-wait",
    "queueWait, queue-wait",
    "queu, queue",
    "bodys, body",
  })
  void slipOfTheFingerIsGuessed(String unknown, String meant) {
    assertThat(Nearest.to(unknown, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"port", "x", "''", "listenaddress"})
  void strangeWordIsNotGuessed(String unknown) {
    assertThat(Nearest.to(unknown, KNOWN)).isEmpty();
  }

  @Test
  void firstOfEqualGuessesIsTaken() {
    assertThat(Nearest.to("cat", List.of("bat", "hat"))).contains("bat");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void slipsAreAsManyFromBothSidesAndNoneOnlyBetweenEquals(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      String one = word(random);
      String other = word(random);
      int there = Nearest.slips(one, other, 100);
      assertThat(there).isEqualTo(Nearest.slips(other, one, 100));
      assertThat(there == 0).isEqualTo(one.equals(other));
      assertThat(there).isLessThanOrEqualTo(Math.max(one.length(), other.length()));
    }
  }

  private static String word(Random random) {
    var word = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
