package dev.homeport.access.signature;

import static dev.homeport.access.signature.UsedSignatures.Use.AGAIN;
import static dev.homeport.access.signature.UsedSignatures.Use.FIRST;
import static dev.homeport.access.signature.UsedSignatures.Use.OUT_OF_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Signatures that come again.
class UsedSignaturesTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final UsedSignatures used = new UsedSignatures(ticker, wall);

  private SignedCall call(String blob, String signature, long offset) {
    long seconds = wall.now().getEpochSecond() + offset;
    return new SignedCall(blob, signature, "GET,/api/tags?ts=" + seconds, seconds);
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  @Test
  void signatureIsUsedOnce() {
    SignedCall call = call("a", "s", 0);
    assertThat(used.use(call)).isEqualTo(FIRST);
    assertThat(used.use(call)).isEqualTo(AGAIN);
    assertThat(used.use(call("b", "s", 0))).isEqualTo(FIRST);
    pass(Duration.ofMinutes(5));
    assertThat(used.use(call)).isEqualTo(AGAIN);
    pass(Duration.ofSeconds(1));
    assertThat(used.use(call)).isEqualTo(OUT_OF_TIME);
  }

  @ParameterizedTest
  @CsvSource({"0, FIRST", "-300, FIRST", "300, FIRST", "-301, OUT_OF_TIME", "301, OUT_OF_TIME"})
  void clockMayBeOffByFiveMinutes(long offset, UsedSignatures.Use expected) {
    assertThat(used.use(call("a", "s", offset))).isEqualTo(expected);
  }

  @Test
  void programMayAskTwiceInASecondWhatItAsksTwice() {
    long now = wall.now().getEpochSecond();
    var show = new SignedCall("a", "s", "POST,/api/show?ts=" + now, now);
    assertThat(used.use(show)).isEqualTo(FIRST);
    pass(Duration.ofSeconds(2));
    assertThat(used.use(show)).isEqualTo(FIRST);
    pass(Duration.ofMillis(1));
    assertThat(used.use(show)).isEqualTo(AGAIN);
  }

  @Test
  void clockThatJumpsAheadAndBackMakesNoneGoodAgain() {
    SignedCall call = call("a", "s", 0);
    assertThat(used.use(call)).isEqualTo(FIRST);
    wall.advance(Duration.ofHours(1));
    assertThat(used.use(call("a", "t", 0))).isEqualTo(FIRST);
    wall.advance(Duration.ofHours(-1));
    assertThat(used.use(call)).isEqualTo(AGAIN);
    wall.advance(Duration.ofSeconds(1));
    assertThat(used.use(call("a", "u", 0))).isEqualTo(FIRST);
  }

  @Test
  void manyCallsOfOneKeyFillNoMemoryAndPushNobodyOut() {
    SignedCall first = call("a", "s", 0);
    SignedCall other = call("b", "s", 0);
    assertThat(used.use(first)).isEqualTo(FIRST);
    assertThat(used.use(other)).isEqualTo(FIRST);
    for (int i = 0; i < 20_000; i++) {
      if (i % 100 == 0) {
        pass(Duration.ofSeconds(1));
      }
      assertThat(used.use(call("a", "s" + i, 0))).isEqualTo(FIRST);
    }
    assertThat(used.use(first)).isEqualTo(AGAIN);
    assertThat(used.use(other)).isEqualTo(AGAIN);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsEverTakenTwiceWhereverTheClockJumps(long seed) {
    var random = new Random(seed);
    var taken = new HashSet<SignedCall>();
    var known = new ArrayList<SignedCall>();
    for (int step = 0; step < 2_000; step++) {
      SignedCall call =
          !known.isEmpty() && random.nextBoolean()
              ? known.get(random.nextInt(known.size()))
              : call("a", "s" + step, random.nextInt(700) - 350);
      known.add(call);
      if (used.use(call) == FIRST) {
        assertThat(taken.add(call)).isTrue();
      }
      wall.advance(
          random.nextInt(20) == 0
              ? Duration.ofSeconds(random.nextInt(8_000) - 4_000)
              : Duration.ofMillis(random.nextInt(2_000)));
    }
    assertThat(taken).isNotEmpty();
  }
}
