package dev.homeport.ledger.budget;

import static dev.homeport.ledger.budget.Wallet.DOLLAR;
import static dev.homeport.ledger.budget.Wallet.alert;
import static dev.homeport.ledger.budget.Wallet.broke;
import static dev.homeport.ledger.budget.Wallet.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.journal.Event.BudgetReached;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MarksTest {
  @Test
  void nearlyAllAndAllAreEachToldOnce() {
    var wallet = new Wallet(monthly(1));
    wallet.spend(79);
    assertThat(wallet.reached()).isEmpty();
    wallet.spend(1);
    wallet.spend(1);
    assertThat(wallet.reached()).containsExactly("80 monthly of the deployment 2026-11");
    wallet.spend(1);
    wallet.spend(1);
    assertThat(wallet.told.events())
        .containsExactly(
            new BudgetReached(
                "monthly of the deployment", "2026-11", 80, DOLLAR, 80 * Wallet.CENT, true));
  }

  @Test
  void wholeBudgetAtOnceIsToldAsThat() {
    var wallet = new Wallet(alert(monthly(1)));
    wallet.spend(250);
    wallet.spend(250);
    assertThat(wallet.told.events())
        .containsExactly(
            new BudgetReached(
                "monthly of the deployment", "2026-11", 100, DOLLAR, 250 * Wallet.CENT, false));
  }

  @Test
  void eachWindowAndEachBudgetIsToldForItself() {
    var wallet = new Wallet(alert(Wallet.of(Period.DAILY, Per.KEY, null, 1)), alert(monthly(2)));
    wallet.spend(100);
    wallet.wall.advance(Duration.ofDays(1));
    wallet.spend(100);
    assertThat(wallet.reached())
        .containsExactly(
            "100 daily of the key bot 2026-11-24",
            "100 daily of the key bot 2026-11-25",
            "100 monthly of the deployment 2026-11");
  }

  @Test
  void onlyOneOfThoseOnTheSameStateTells() {
    var here = new Wallet(monthly(1));
    var there = new Wallet(here.tallies, null, monthly(1));
    here.spend(90);
    there.spend(10);
    here.spendable = Wallet.spendable(monthly(1));
    broke(here.open(1, 0));
    broke(there.open(1, 0));
    assertThat(here.reached()).containsExactly("80 monthly of the deployment 2026-11");
    assertThat(there.reached()).containsExactly("100 monthly of the deployment 2026-11");
  }

  @Test
  void limitThatIsLoweredBelowWhatIsSpentIsTold() {
    var wallet = new Wallet(monthly(100));
    wallet.spend(500);
    wallet.spendable = Wallet.spendable(monthly(5));
    broke(wallet.open(1, 0));
    assertThat(wallet.reached()).containsExactly("100 monthly of the deployment 2026-11");
  }

  @Test
  void whatWasPaidIsNotCountedTwice() {
    var wallet = new Wallet(alert(monthly(100)));
    for (int i = 0; i < 79; i++) {
      wallet.spend(100);
    }
    assertThat(wallet.reached()).isEmpty();
  }
}
