package dev.homeport.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.budget.Dearest.Top;
import dev.homeport.ledger.price.Rate;
import dev.homeport.store.Tallies.Pot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Rate RATE =
      new Rate(new Rate.Per(1_000_000, 2_000_000, null), 0, null, null, false);
  private static final Estimate ESTIMATE = new Estimate(100, 50L);

  private static Pot pot(@Nullable Long limit) {
    return new Pot("pot", limit, Instant.MAX);
  }

  @Test
  void upperBoundIsClaimed() {
    assertThat(Claim.of(RATE, ESTIMATE, new Top(1, false), List.of(pot(1_000_000L)), true))
        .as("and the prompt at least, however cheap others were")
        .isEqualTo(new Claim(200, 100, 200));
  }

  @Test
  void answerOfUnknownLengthIsTakenForAUsualOne() {
    Claim claim = Claim.of(RATE, new Estimate(100, null), new Top(1, false), List.of(), true);
    assertThat(claim.whole()).isEqualTo(100 + 2 * 4096);
  }

  @Test
  void neverLessThanTheDearestOfLate() {
    assertThat(Claim.of(RATE, ESTIMATE, new Top(900, true), List.of(pot(1_000_000L)), true))
        .isEqualTo(new Claim(900, 900, 900));
  }

  @Test
  void certainPriceMayGoAheadWithWhatItCanCost() {
    assertThat(Claim.of(RATE, ESTIMATE, new Top(900, false), List.of(pot(1_000_000L)), true))
        .isEqualTo(new Claim(900, 200, 900));
    var guess = new Rate(RATE.per(), 0, null, null, true);
    assertThat(Claim.of(guess, ESTIMATE, new Top(900, false), List.of(pot(1_000_000L)), true))
        .isEqualTo(new Claim(900, 900, 900));
  }

  @Test
  void beginnerTakesASixteenthOfTheTightestLimit() {
    var pots = List.of(pot(32_000L), pot(null), pot(16_001L));
    assertThat(Claim.of(RATE, ESTIMATE, null, pots, true)).isEqualTo(new Claim(1_001, 100, 200));
    assertThat(Claim.of(RATE, ESTIMATE, null, List.of(pot(null)), true))
        .isEqualTo(new Claim(200, 100, 200));
  }

  @Test
  void whatIsCertainNeedsNoSlowStart() {
    assertThat(Claim.of(RATE, ESTIMATE, null, List.of(pot(32_000L)), false))
        .isEqualTo(new Claim(200, 100, 200));
    var guess = new Rate(RATE.per(), 0, null, null, true);
    assertThat(Claim.of(guess, ESTIMATE, null, List.of(pot(32_000L)), false).whole())
        .isEqualTo(2_000);
  }
}
