package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.resilience.ByteBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A body comes out as it went in, and takes what it takes from the budget and no more.
class HeldBodyTest {
  private static final int MIB = 1024 * 1024;

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesOutAsItWentIn(long seed) throws IOException {
    var random = new Random(seed);
    byte[] whole = new byte[random.nextInt(1 << random.nextInt(1, 21))];
    random.nextBytes(whole);
    var budget = new ByteBudget(4 * MIB);
    try (var body =
        new HeldBody(budget, random.nextBoolean() ? whole.length : -1, Arena::ofConfined)) {
      for (int at = 0; at < whole.length; ) {
        int count = Math.min(whole.length - at, random.nextInt(1, 40_000));
        assertThat(body.add(whole, at, count)).isTrue();
        at += count;
      }
      var out = new ByteArrayOutputStream();
      body.writeTo(out);
      assertThat(out.toByteArray()).isEqualTo(whole);
      assertThat(body.length()).isEqualTo(whole.length);
      assertThat(body.open().readAllBytes()).isEqualTo(whole);
      assertThat(body.open().readNBytes(1000))
          .isEqualTo(Arrays.copyOf(whole, Math.min(1000, whole.length)));
      assertThat(budget.held()).isGreaterThanOrEqualTo(whole.length);
    }
    assertThat(budget.held()).isZero();
  }

  @Test
  void whatIsAnnouncedTakesNothing() {
    var budget = new ByteBudget(MIB);
    try (var body = new HeldBody(budget, MIB, Arena::ofConfined)) {
      assertThat(budget.held()).isZero();
      assertThat(body.length()).isZero();
    }
  }

  @Test
  void largestBodyFitsIntoABudgetOfItsSize() {
    var budget = new ByteBudget(MIB);
    var half = new byte[MIB / 2];
    try (var body = new HeldBody(budget, MIB, Arena::ofConfined)) {
      assertThat(body.add(half, 0, half.length)).isTrue();
      assertThat(body.add(half, 0, half.length)).isTrue();
      try (var other = new HeldBody(budget, 1, Arena::ofConfined)) {
        assertThat(other.add(half, 0, 1)).isFalse();
      }
      assertThat(budget.held()).isEqualTo(MIB);
    }
    assertThat(budget.held()).isZero();
  }
}
