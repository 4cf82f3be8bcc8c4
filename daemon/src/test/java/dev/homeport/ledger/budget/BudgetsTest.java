package dev.homeport.ledger.budget;

import static dev.homeport.ledger.budget.Wallet.BOT;
import static dev.homeport.ledger.budget.Wallet.CENT;
import static dev.homeport.ledger.budget.Wallet.DOLLAR;
import static dev.homeport.ledger.budget.Wallet.alert;
import static dev.homeport.ledger.budget.Wallet.broke;
import static dev.homeport.ledger.budget.Wallet.charged;
import static dev.homeport.ledger.budget.Wallet.leave;
import static dev.homeport.ledger.budget.Wallet.monthly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.homeport.chat.Usage;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.journal.Event.Noted;
import dev.homeport.ledger.Bill;
import dev.homeport.ledger.Fare;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.Purse.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetsTest {
  private static final String POT = "budget/monthly/2026-11/deployment";

  @Test
  void whatIsAskedIsReservedAndThenPaid() {
    var wallet = new Wallet(monthly(10));
    Fare fare = wallet.leave(200, 100);
    assertThat(wallet.tallies.level(POT).reserved()).isEqualTo(300 * CENT);
    Bill bill = fare.answered(Usage.of(150, 50), false);
    assertThat(bill).isEqualTo(new Bill(200 * CENT, false));
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(200 * CENT);
    assertThat(wallet.tallies.level(POT).reserved()).isZero();
  }

  @Test
  void firstWordCounts() {
    var wallet = new Wallet(monthly(10));
    Fare fare = wallet.leave(10, 10);
    Bill bill = fare.answered(Usage.of(10, 0), false);
    fare.nothing();
    assertThat(fare.answered(Usage.of(500, 0), false)).isEqualTo(bill);
    Fare given = wallet.leave(10, 10);
    given.nothing();
    assertThat(given.answered(Usage.of(500, 0), false).cost()).isZero();
    assertThat(wallet.tallies.level(POT).all()).isEqualTo(10 * CENT);
    assertThat(wallet.tallies.out()).isZero();
  }

  @Test
  void usedUpBudgetSaysSoUntilTheWindowIsOver() {
    var wallet = new Wallet(Wallet.of(Period.MONTHLY, Per.KEY, null, 1));
    wallet.spend(100);
    Opened.Broke broke = broke(wallet.open(1, 0));
    assertThat(broke.why())
        .isEqualTo(
            "the monthly budget of the key bot is used up: 1 of 1 USD are spent,"
                + " until 2026-12-01 00:00 UTC");
    assertThat(broke.until()).isEqualTo("2026-12-01T00:00:00Z");
  }

  @Test
  void budgetThatLeavesTooLittleSaysHowMuch() {
    var wallet = new Wallet(Wallet.of(Period.MONTHLY, Per.KEY, null, 100));
    wallet.spend(9_980);
    assertThat(broke(wallet.open(50, 0)).why())
        .isEqualTo(
            "the monthly budget of the key bot is used up but for 0.20 USD, and this may cost"
                + " 0.50 USD: 99.80 of 100 USD are spent, until 2026-12-01 00:00 UTC");
  }

  @Test
  void whatOthersHaveReservedIsNoReasonToWaitForTheNextMonth() {
    var wallet = new Wallet(Wallet.of(Period.MONTHLY, Per.KEY, "bot", 1));
    wallet.spend(1);
    leave(wallet.open(60, 0));
    Opened.Broke broke = broke(wallet.open(60, 0));
    assertThat(broke.why())
        .isEqualTo(
            "what is left of the monthly budget of the key bot is reserved for requests that"
                + " are under way: 0.01 of 1 USD are spent, 0.60 reserved");
    assertThat(broke.until()).isEqualTo(wallet.wall.now());
  }

  /// Any key may be refused by them, and what others spend is not for every key to know.
  @ParameterizedTest
  @EnumSource(value = Per.class, mode = EXCLUDE, names = "KEY")
  void sharedBudgetsTellTheirNamesAndNoFigures(Per per) {
    var wallet = new Wallet(Wallet.of(Period.MONTHLY, per, null, 97));
    String budget =
        switch (per) {
          case KEY, DEPLOYMENT -> "the monthly budget of the deployment";
          case USER -> "the monthly budget of the user ann";
          case TENANT -> "the monthly budget of the tenant acme";
          case PROVIDER -> "the monthly budget of the provider exact";
        };
    wallet.spend(9_641);
    leave(wallet.open(40, 0));
    assertThat(broke(wallet.open(50, 0)).why())
        .isEqualTo("what is left of " + budget + " is reserved for requests that are under way");
    assertThat(broke(wallet.open(250, 0)).why())
        .isEqualTo(
            budget
                + " leaves too little for this, which may cost 2.50 USD,"
                + " until 2026-12-01 00:00 UTC");
    var poor = new Wallet(Wallet.of(Period.MONTHLY, per, null, 97));
    poor.spend(9_700);
    assertThat(broke(poor.open(1, 0)).why())
        .isEqualTo(budget + " is used up until 2026-12-01 00:00 UTC");
  }

  @Test
  void budgetOfADollarDoesNotRefuseAllThatMightCostTwo() {
    var wallet = new Wallet(monthly(1));
    Fare alone = leave(wallet.open(BOT, "exact", 1, null));
    assertThat(wallet.tallies.level(POT).reserved()).isEqualTo(DOLLAR);
    broke(wallet.open(1, 0));
    alone.answered(Usage.of(1, 2), false);
    assertThat(wallet.tallies.level(POT).all()).isEqualTo(3 * CENT);
  }

  @Test
  void dearerThanReservedIsPaidInFullAndRemembered() {
    var wallet = new Wallet(monthly(100));
    leave(wallet.open(BOT, "shop", 1, 1L)).answered(charged(3), false);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(3 * DOLLAR);
    leave(wallet.open(BOT, "shop", 1, 1L));
    assertThat(wallet.tallies.level(POT).reserved()).isEqualTo(3 * DOLLAR);
  }

  @Test
  void nobodyBeginsWithMoreThanSixteenAtOnce() {
    var wallet = new Wallet(monthly(160));
    for (int i = 0; i < 16; i++) {
      leave(wallet.open(BOT, "shop", 1, 1L));
    }
    broke(wallet.open(BOT, "shop", 1, 1L));
  }

  /// Sixteen beginners have all of a month reserved, and die: that is not what they cost.
  @Test
  void slowStartOfTheDeadIsGivenBack() {
    var wallet = new Wallet(monthly(160));
    for (int i = 0; i < 16; i++) {
      leave(wallet.open(Wallet.BOT, "biller", 10, 20L));
    }
    assertThat(wallet.tallies.level(POT).reserved()).isEqualTo(160 * DOLLAR);
    broke(wallet.open(Wallet.BOT, "biller", 10, 20L));
    wallet.tallies.lapse();
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(16 * 30 * CENT);
    wallet.spend(100);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(16 * 30 * CENT + DOLLAR);
  }

  @Test
  void deadCountAsTheDearestOfLateAndNeverAsMoreThanWasReserved() {
    var wallet = new Wallet(monthly(10));
    wallet.spend(400);
    leave(wallet.open(1, 1));
    wallet.tallies.lapse();
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(8 * DOLLAR);
    leave(wallet.open(150, 0));
    assertThat(wallet.tallies.level(POT).reserved()).isEqualTo(2 * DOLLAR);
    wallet.tallies.lapse();
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(10 * DOLLAR);
  }

  @Test
  void whatCostsNothingIsNeverRefused() {
    var wallet = new Wallet(monthly(0));
    Fare fare = leave(wallet.open(BOT, "home", 1_000_000, null));
    assertThat(fare.answered(Usage.of(1_000_000, 5), true)).isEqualTo(new Bill(0L, true));
    broke(wallet.open(1, 0));
  }

  @Test
  void whatHasNoPriceCountsAsNothingAndIsToldOnce() {
    var wallet = new Wallet(monthly(1));
    wallet.spend(100);
    for (int i = 0; i < 3; i++) {
      Fare fare = leave(wallet.open(BOT, "stranger", 1_000_000, null));
      assertThat(fare.answered(Usage.of(5, 5), false)).isEqualTo(new Bill(null, false));
    }
    List<Noted> notes =
        wallet.told.events().stream()
            .filter(Noted.class::isInstance)
            .map(Noted.class::cast)
            .toList();
    assertThat(notes).hasSize(1);
    assertThat(notes.getFirst().toString()).contains("stranger", "router.prices");
  }

  @Test
  void strangerThatTellsWhatItChargesIsPaidAndThenReservedFor() {
    var wallet = new Wallet(monthly(10));
    leave(wallet.open(BOT, "stranger", 1, null)).answered(charged(4), false);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(4 * DOLLAR);
    leave(wallet.open(BOT, "stranger", 1, null));
    assertThat(wallet.tallies.level(POT).reserved()).isEqualTo(4 * DOLLAR);
    broke(wallet.open(BOT, "stranger", 1, null));
  }

  @Test
  void estimateIsMarkedOnTheBill() {
    var wallet = new Wallet(monthly(10));
    assertThat(leave(wallet.open(BOT, "shop", 1, 1L)).answered(Usage.of(1, 1), false).estimated())
        .isTrue();
    assertThat(leave(wallet.open(BOT, "shop", 1, 1L)).answered(charged(1), false).estimated())
        .isFalse();
    assertThat(wallet.leave(1, 1).answered(Usage.of(1, 1), true).estimated()).isTrue();
  }

  @Test
  void everyBudgetThatFitsCountsOrNone() {
    var wallet =
        new Wallet(
            Wallet.of(Period.DAILY, Per.USER, null, 50),
            Wallet.of(Period.MONTHLY, Per.TENANT, "acme", 50),
            Wallet.of(Period.MONTHLY, Per.TENANT, "other", 1),
            Wallet.of(Period.MONTHLY, Per.PROVIDER, "exact", 2),
            monthly(50));
    wallet.spend(150);
    assertThat(wallet.tallies.names())
        .containsExactly(
            "budget/daily/2026-11-24/user/ann",
            POT,
            "budget/monthly/2026-11/provider/exact",
            "budget/monthly/2026-11/tenant/acme");
    assertThat(broke(wallet.open(100, 0)).why()).contains("of the provider exact");
    assertThat(wallet.tallies.names())
        .allSatisfy(pot -> assertThat(wallet.tallies.level(pot).all()).isEqualTo(150 * CENT));
  }

  @Test
  void twoBudgetsForTheSameArePaidOnce() {
    var budget = monthly(10);
    var wallet = new Wallet(alert(monthly(1)), budget, monthly(5));
    wallet.spend(300);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(3 * DOLLAR);
    wallet.spend(200);
    assertThat(broke(wallet.open(1, 0)).why()).contains("is used up until");
  }

  @Test
  void whoHasNoUserHasNoBudgetOfAUser() {
    var wallet = new Wallet(Wallet.of(Period.DAILY, Per.USER, null, 0));
    leave(wallet.open(new Payer("bot", null, null), "exact", 5, 5L));
    broke(wallet.open(5, 5));
    assertThat(wallet.tallies.names()).isEmpty();
  }

  @Test
  void alertNeverRefuses() {
    var wallet = new Wallet(alert(monthly(1)));
    wallet.spend(500);
    wallet.spend(500);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(10 * DOLLAR);
  }

  @Test
  void dayAndMonthTurnByUtcAndEverythingIsPaidWhereItWasReserved() {
    var wallet = new Wallet(Wallet.of(Period.DAILY, Per.DEPLOYMENT, null, 1), monthly(3));
    wallet.wall.advance(
        Duration.between(wallet.wall.now(), Instant.parse("2026-11-30T23:59:59.999Z")));
    wallet.spend(50);
    Fare late = wallet.leave(50, 0);
    broke(wallet.open(1, 0));
    wallet.wall.advance(Duration.ofMillis(1));
    wallet.spend(60);
    late.answered(Usage.of(50, 0), false);
    assertThat(wallet.tallies.level("budget/daily/2026-11-30/deployment").spent())
        .isEqualTo(DOLLAR);
    assertThat(wallet.tallies.level("budget/daily/2026-12-01/deployment").spent())
        .isEqualTo(60 * CENT);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(DOLLAR);
    assertThat(wallet.tallies.level("budget/monthly/2026-12/deployment").spent())
        .isEqualTo(60 * CENT);
  }

  @Test
  void clockThatIsSetBackCountsToo() {
    var wallet = new Wallet(Wallet.of(Period.DAILY, Per.DEPLOYMENT, null, 1));
    wallet.spend(10);
    wallet.wall.advance(Duration.ofDays(-1));
    wallet.spend(20);
    assertThat(wallet.tallies.level("budget/daily/2026-11-23/deployment").spent())
        .isEqualTo(20 * CENT);
  }

  @Test
  void changedSettingsCountAtOnce() {
    var wallet = new Wallet(monthly(1));
    wallet.spend(100);
    broke(wallet.open(1, 0));
    wallet.spendable = Wallet.spendable(monthly(2));
    wallet.spend(100);
    wallet.spendable = Wallet.spendable();
    wallet.spend(1_000);
    assertThat(wallet.tallies.level(POT).spent()).isEqualTo(2 * DOLLAR);
  }

  @Test
  void nameAsLongAsAHeaderBreaksNothing() {
    var wallet = new Wallet(Wallet.of(Period.MONTHLY, Per.USER, null, 1));
    var payer = new Payer("bot", "🚢\n" + "x".repeat(30_000), null);
    leave(wallet.open(payer, "exact", 100, 0L)).answered(Usage.of(100, 0), false);
    Opened.Broke broke = broke(wallet.open(payer, "exact", 100, 0L));
    assertThat(broke.why()).hasSizeLessThan(300).doesNotContain("\n");
    assertThat(wallet.tallies.names()).singleElement().asString().hasSizeLessThan(200);
  }

  @Test
  void standingListsWhatIsKnown() {
    var wallet =
        new Wallet(
            monthly(10),
            Wallet.of(Period.DAILY, Per.KEY, null, 5),
            alert(Wallet.of(Period.MONTHLY, Per.TENANT, "quiet", 5)));
    wallet.spend(100);
    leave(wallet.open(50, 0));
    assertThat(wallet.budgets.standing())
        .containsExactly(
            new BudgetStanding(
                "monthly of the deployment",
                "2026-11",
                Per.DEPLOYMENT,
                "",
                10 * DOLLAR,
                DOLLAR,
                DOLLAR,
                true,
                Instant.parse("2026-12-01T00:00:00Z")),
            new BudgetStanding(
                "daily of the key bot",
                "2026-11-24",
                Per.KEY,
                "bot",
                5 * DOLLAR,
                DOLLAR,
                DOLLAR,
                true,
                Instant.parse("2026-11-25T00:00:00Z")),
            new BudgetStanding(
                "monthly of the tenant quiet",
                "2026-11",
                Per.TENANT,
                "quiet",
                5 * DOLLAR,
                0,
                0,
                false,
                Instant.parse("2026-12-01T00:00:00Z")));
    assertThat(wallet.budgets.standing(Map.of(Per.KEY, Set.of("app", "bot"))))
        .extracting(BudgetStanding::subject)
        .containsExactly("", "app", "bot", "quiet");
  }
}
