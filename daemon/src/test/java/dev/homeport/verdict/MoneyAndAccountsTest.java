package dev.homeport.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Pure: what is told where accounts or budgets are in the way (product.md 6.10).
class MoneyAndAccountsTest {
  private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
  private static final Setback AWAY =
      new Setback(
          "home", "m", new Trouble.OfWay(new Failure.Unreachable("x", "no", Obstacle.REFUSED)));

  private static Setback accounts(@Nullable Kind kind, @Nullable Instant freeAt) {
    return new Setback(
        "cloud",
        "m",
        new Trouble.OfAccounts(
            kind == null ? null : Complaint.of(kind, 429, "no more of m"), freeAt));
  }

  private static Setback broke(String provider) {
    return new Setback(
        provider, "m", new Trouble.OfPurse("the budget of " + provider + " is used up", MONDAY));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void accountsAndPursesAreNoProvidersFault(Kind kind) {
    var verdict = new Verdict(true, null, false);
    assertThat(Verdict.on(accounts(kind, MONDAY).trouble())).isEqualTo(verdict);
    assertThat(Verdict.on(accounts(null, null).trouble())).isEqualTo(verdict);
    assertThat(Verdict.on(broke("a").trouble())).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "QUOTA, 429, cloud is at its limit: no more of asked",
    "RATE, 429, cloud is at its limit: no more of asked",
    "CONCURRENCY, 429, cloud is at its limit: no more of asked",
    "KEY, 502, cloud does not accept our credentials",
    "CREDIT, 502, cloud wants to be paid: no more of asked",
    "FORBIDDEN, 502, cloud does not accept our credentials: no more of asked"
  })
  void lastAccountsWordIsToldWithTheTime(Kind kind, int status, String text) {
    Excuse excuse = Excuse.of(List.of(accounts(kind, MONDAY)), "asked");
    assertThat(excuse.status()).isEqualTo(status);
    assertThat(excuse.text())
        .isEqualTo(text + "; every account is blocked; the first is free at 2026-11-30 00:00 UTC");
    assertThat(Excuse.of(List.of(accounts(kind, null)), "asked"))
        .isEqualTo(new Excuse(status, text, 0));
  }

  @Test
  void whoWasNotAskedForItsAccountsIsAtItsLimit() {
    assertThat(Excuse.of(List.of(accounts(null, MONDAY)), "asked"))
        .isEqualTo(
            new Excuse(
                429,
                "every account of cloud is at its limit; the first is free at"
                    + " 2026-11-30 00:00 UTC",
                0));
    assertThat(Excuse.of(List.of(accounts(null, MONDAY), AWAY), "asked").status()).isEqualTo(503);
  }

  @Test
  void shortTimeIsWorthWaitingFor() {
    var soon =
        new Setback(
            "cloud",
            "m",
            new Trouble.OfAccounts(
                new Complaint(Kind.RATE, 429, "slowly", Duration.ofSeconds(1)), null));
    assertThat(Excuse.of(List.of(soon), "m").retryAfterSeconds()).isEqualTo(1);
  }

  @Test
  void firstBrokenBudgetIsTold() {
    assertThat(Excuse.of(List.of(broke("a"), broke("b")), "m"))
        .isEqualTo(new Excuse(402, "the budget of a is used up", 0));
  }

  @Test
  void budgetTellsMoreThanWhatElseWentWrong() {
    Excuse excuse = Excuse.of(List.of(AWAY, broke("a"), accounts(Kind.QUOTA, MONDAY)), "m");
    assertThat(excuse.status()).isEqualTo(402);
    assertThat(excuse.text())
        .startsWith("the budget of a is used up")
        .endsWith("; and home cannot be reached: no");
  }

  @Test
  void wrongRequestTellsMoreThanABudget() {
    var bad =
        new Setback(
            "b", "m", new Trouble.OfAnswer(Complaint.of(Kind.BAD_REQUEST, 400, "that is odd")));
    assertThat(Excuse.of(List.of(broke("a"), bad), "m"))
        .isEqualTo(new Excuse(400, "that is odd", 0));
  }

  @Test
  void wordsAreThoseOfTheLog() {
    assertThat(broke("a").trouble().word()).isEqualTo("over-budget");
    assertThat(broke("a").trouble().wasAsked()).isFalse();
    assertThat(accounts(Kind.QUOTA, MONDAY).trouble().word()).isEqualTo("quota");
    assertThat(accounts(Kind.QUOTA, MONDAY).trouble().wasAsked()).isTrue();
    assertThat(accounts(null, MONDAY).trouble().word()).isEqualTo("accounts-blocked");
    assertThat(accounts(null, MONDAY).trouble().wasAsked()).isFalse();
  }
}
