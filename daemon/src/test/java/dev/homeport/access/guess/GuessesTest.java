package dev.homeport.access.guess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.KeysGuessed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sources that guess.
class GuessesTest {
  private static final String SOMEBODY = "203.0.113.7";

  private final FakeTicker ticker = new FakeTicker();
  private final Told told = new Told();
  private final Guesses guesses = new Guesses(told, ticker);

  private void guess(String source, int times) {
    for (int i = 0; i < times; i++) {
      var _ = guesses.wrong(source);
    }
  }

  @Test
  void fewAreToldApartAndThenTheSourceWaits() {
    for (int i = 0; i < 5; i++) {
      assertThat(guesses.wrong(SOMEBODY)).isZero();
    }
    assertThat(told.events()).isEmpty();
    assertThat(guesses.wrong(SOMEBODY)).isEqualTo(12);
    assertThat(told.events()).containsExactly(new KeysGuessed(SOMEBODY, 6));

    ticker.advance(Duration.ofSeconds(12));
    assertThat(guesses.wrong(SOMEBODY)).isZero();
    assertThat(guesses.wrong(SOMEBODY)).isEqualTo(12);
  }

  @Test
  void otherSourceFeelsNothing() {
    guess(SOMEBODY, 100);
    assertThat(guesses.wrong("203.0.113.8")).isZero();
  }

  @Test
  void journalHearsOnceAMinuteHowManyItWere() {
    guess(SOMEBODY, 100);
    ticker.advance(Duration.ofSeconds(59));
    guess(SOMEBODY, 100);
    ticker.advance(Duration.ofSeconds(1));
    guess(SOMEBODY, 1);
    assertThat(told.events())
        .containsExactly(new KeysGuessed(SOMEBODY, 6), new KeysGuessed(SOMEBODY, 194));

    ticker.advance(Duration.ofMinutes(1));
    guesses.tellDue();
    assertThat(told.events()).last().isEqualTo(new KeysGuessed(SOMEBODY, 1));
    ticker.advance(Duration.ofMinutes(2));
    guesses.tellDue();
    assertThat(told.events()).hasSize(3);
    assertThat(guesses.size()).isZero();
  }

  @Test
  void wholeNetworkOfIpv6IsOneGuesser() {
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      guess("2001:db8:1:2:" + Integer.toHexString(random.nextInt(0x10000)) + "::1", 1);
    }
    assertThat(guesses.size()).isEqualTo(1);
    assertThat(told.events()).containsExactly(new KeysGuessed("2001:db8:1:2::/64", 6));
  }

  @Test
  void manySourcesNeitherFillTheMemoryNorPushOthersOut() {
    guess(SOMEBODY, 6);
    for (int i = 0; i < 50_000; i++) {
      guess("2001:db8:" + Integer.toHexString(i) + "::1", 1);
    }
    assertThat(guesses.size()).isLessThanOrEqualTo(1025);
    assertThat(guesses.wrong(SOMEBODY)).isEqualTo(12);
    assertThat(told.events())
        .containsExactly(new KeysGuessed(SOMEBODY, 6), new KeysGuessed("many addresses", 6));
  }

  @Test
  void memoryEmptiesWhenTheyStop() {
    for (int i = 0; i < 50_000; i++) {
      guess("2001:db8:" + Integer.toHexString(i) + "::1", 1);
    }
    ticker.advance(Duration.ofMinutes(1));
    guess(SOMEBODY, 1);
    ticker.advance(Duration.ofMinutes(1));
    guesses.tellDue();
    ticker.advance(Duration.ofMinutes(1));
    guesses.tellDue();
    assertThat(guesses.size()).isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void journalHearsOfNobodyTwiceAMinuteAndOfNoMoreThanHappened(long seed) {
    var random = new Random(seed);
    var happened = new HashMap<String, Long>();
    var heard = new HashMap<String, Long>();
    var heardAt = new HashMap<String, Long>();
    int seen = 0;
    for (int step = 0; step < 1_000; step++) {
      String source = "10.0.0." + random.nextInt(4);
      happened.merge(source, 1L, Long::sum);
      guess(source, 1);
      for (Event event : told.events().subList(seen, told.events().size())) {
        var guessed = (KeysGuessed) event;
        heard.merge(guessed.source(), guessed.times(), Long::sum);
        Long last = heardAt.put(guessed.source(), ticker.nanoTime());
        assertThat(last == null || ticker.nanoTime() - last >= 60_000_000_000L).isTrue();
      }
      seen = told.events().size();
      ticker.advance(Duration.ofMillis(random.nextInt(seed % 2 == 0 ? 500 : 10_000)));
    }
    heard.forEach((who, times) -> assertThat(times).isLessThanOrEqualTo(happened.get(who)));
  }
}
