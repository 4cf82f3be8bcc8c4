package dev.homeport.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.ledger.budget.Dearest.Top;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DearestTest {
  private final FakeTicker ticker = new FakeTicker();
  private final Dearest dearest = new Dearest(ticker);

  private void pay(long cost) {
    dearest.paid("shop", "a", new Top(cost, false));
  }

  private long top() {
    Top top = dearest.of("shop", "a");
    return top == null ? -1 : top.cost();
  }

  @Test
  void nothingIsKnownOfWhatWasNeverPaidFor() {
    pay(5);
    assertThat(dearest.of("shop", "b")).isNull();
    assertThat(dearest.of("exact", "a")).isNull();
  }

  @Test
  void dearestCounts() {
    pay(5);
    pay(9);
    pay(7);
    assertThat(top()).isEqualTo(9);
  }

  @Test
  void dearestFadesByTheHour() {
    pay(800);
    ticker.advance(Duration.ofHours(2));
    assertThat(top()).isEqualTo(200);
    pay(150);
    assertThat(top()).isEqualTo(200);
    ticker.advance(Duration.ofHours(1));
    pay(150);
    assertThat(top()).isEqualTo(150);
  }

  @Test
  void whatWasPaidLongAgoIsKnownToHaveBeenPaid() {
    pay(Long.MAX_VALUE);
    ticker.advance(Duration.ofDays(9_000));
    assertThat(top()).isZero();
  }
}
