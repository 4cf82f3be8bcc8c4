package dev.homeport.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Usage;
import dev.homeport.ledger.Estimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final long DOLLAR = 1_000_000_000;

  private static Rate rate(long input, long output, @Nullable Long cached) {
    return new Rate(new Rate.Per(input, output, cached), 0, null, null, false);
  }

  private static Usage cached(long prompt, long answer, long cached) {
    return new Usage(prompt, answer, cached, null, null);
  }

  @Test
  void promptAndAnswerHaveTheirPrice() {
    Rate rate = rate(2 * DOLLAR, 8 * DOLLAR, null);
    assertThat(rate.of(Usage.of(1_000_000, 0))).isEqualTo(2 * DOLLAR);
    assertThat(rate.of(Usage.of(0, 1_000_000))).isEqualTo(8 * DOLLAR);
    assertThat(rate.of(Usage.of(1000, 500))).isEqualTo(6_000_000);
  }

  @Test
  void cachedPartOfThePromptCostsWhatIsKnown() {
    assertThat(rate(DOLLAR, 0, DOLLAR / 10).of(cached(1_000_000, 0, 400_000)))
        .isEqualTo(640_000_000);
    assertThat(rate(DOLLAR, 0, null).of(cached(1_000_000, 0, 400_000))).isEqualTo(DOLLAR);
  }

  @Test
  void moreCachedThanThereIsIsAllOfIt() {
    assertThat(rate(DOLLAR, 0, 0L).of(cached(1000, 0, 5000))).isZero();
    assertThat(rate(DOLLAR, 0, 0L).of(cached(1_000_000, 0, -5))).isEqualTo(DOLLAR);
  }

  @Test
  void longPromptMakesEverythingDearer() {
    var above = new Rate.Above(200_000, new Rate.Per(2 * DOLLAR, 30 * DOLLAR, null));
    var rate = new Rate(new Rate.Per(DOLLAR, 20 * DOLLAR, null), 0, above, null, false);
    assertThat(rate.of(Usage.of(200_000, 1000))).isEqualTo(220_000_000);
    assertThat(rate.of(Usage.of(200_001, 1000))).isEqualTo(430_002_000);
  }

  @Test
  void requestCostsBesides() {
    var rate = new Rate(new Rate.Per(0, 0, null), 5, null, null, false);
    assertThat(rate.of(Usage.of(0, 0))).isEqualTo(5);
    assertThat(rate.isFree()).isFalse();
    assertThat(Rate.FREE.isFree()).isTrue();
  }

  /// Where the quick way of reckoning ends, and just beyond.
  @Test
  void largeAmountsAreExactToo() {
    for (long rate : new long[] {(1L << 36) - 1, 1L << 36}) {
      for (long tokens : new long[] {(1 << 24) - 1, 1 << 24}) {
        var costs = new Rate(new Rate.Per(rate, rate, rate - 1), rate, null, null, false);
        var exact =
            new BigDecimal(rate)
                .multiply(new BigDecimal(2 * tokens))
                .subtract(new BigDecimal(tokens / 2))
                .movePointLeft(6)
                .setScale(0, RoundingMode.CEILING)
                .add(new BigDecimal(rate));
        assertThat(costs.of(cached(tokens, tokens, tokens / 2))).isEqualTo(exact.longValueExact());
      }
    }
  }

  @Test
  void costIsRoundedUpOnceAndNeverOverflows() {
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long input = random.nextLong(1, 200 * DOLLAR);
      long output = random.nextLong(1, 700 * DOLLAR);
      long prompt = random.nextLong(0, 2_000_000);
      long answer = random.nextLong(0, 200_000);
      var exact =
          new BigDecimal(input)
              .multiply(new BigDecimal(prompt))
              .add(new BigDecimal(output).multiply(new BigDecimal(answer)))
              .movePointLeft(6);
      long cost = rate(input, output, null).of(Usage.of(prompt, answer));
      assertThat(new BigDecimal(cost).subtract(exact))
          .isBetween(BigDecimal.ZERO, new BigDecimal("0.999999"));
    }
    assertThat(rate(Long.MAX_VALUE, DOLLAR, null).of(Usage.of(Long.MAX_VALUE, Long.MAX_VALUE)))
        .isEqualTo(Rate.MOST);
    assertThat(rate(DOLLAR, DOLLAR, null).of(Usage.of(-5, -5))).isZero();
  }

  @Test
  void answerWithoutALimitIsReckonedWithWhateverAClientCallsThat() {
    Rate rate = rate(0, 1_000_000, null);
    assertThat(rate.most(new Estimate(10, -1L))).isEqualTo(rate.most(new Estimate(10, null)));
    assertThat(rate.most(new Estimate(10, -2L))).isEqualTo(4096);
    assertThat(rate.most(new Estimate(10, 0L))).isZero();
  }

  @Test
  void parallelLiesOfAProviderDoNotOverflow() {
    long most = Dollars.of(1e300);
    assertThat(Math.multiplyExact(most, 500_000L)).isPositive();
    // A Redis counts with what a `double` holds exactly.
    assertThat(500 * most).isLessThan(1L << 53);
  }

  @Test
  void nothingThatKeepsToItsEstimateCostsMore() {
    var random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      Long most = random.nextBoolean() ? null : random.nextLong(1, 100_000);
      Long said = random.nextBoolean() ? null : random.nextLong(1, 100_000);
      var rate =
          new Rate(
              new Rate.Per(random.nextLong(5, DOLLAR), random.nextLong(DOLLAR), random.nextLong(5)),
              random.nextLong(3),
              null,
              most,
              false);
      var estimate = new Estimate(random.nextLong(1, 100_000), said);
      long longest =
          Math.min(said == null ? Long.MAX_VALUE : said, most == null ? Long.MAX_VALUE : most);
      long answer = Math.min(longest, said == null && most == null ? 4096 : longest);
      long prompt = random.nextLong(estimate.prompt() + 1);
      var usage = cached(prompt, random.nextLong(answer + 1), random.nextLong(prompt + 1));
      assertThat(rate.of(usage)).isLessThanOrEqualTo(rate.most(estimate));
      assertThat(rate.least(estimate)).isLessThanOrEqualTo(rate.most(estimate));
    }
  }
}
