package dev.homeport.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DollarsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "100000000000, 100",
    "99800000000, 99.80",
    "99999999999, 99.99",
    "12345678, 0.0123",
    "24600000, 0.0246",
    "500000000, 0.50",
    "10000000, 0.01",
    "4200000, 0.0042",
    "1, 0.000000001",
    "-1500000000, -1.50",
  })
  void amountIsReadInDollars(long billionths, String text) {
    assertThat(Dollars.text(billionths)).isEqualTo(text);
  }

  @Test
  void whatIsSaidInDollarsIsRoundedUp() {
    assertThat(Dollars.of(0.1)).isEqualTo(100_000_000);
    assertThat(Dollars.of(0.3)).isEqualTo(300_000_000);
    assertThat(Dollars.of(0.000_000_000_1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-1", "0"})
  void whatIsNoAmountIsNothing(double dollars) {
    assertThat(Dollars.of(dollars)).isZero();
  }

  @Test
  void noAmountOverflows() {
    assertThat(Dollars.of(Double.MAX_VALUE)).isEqualTo(Rate.MOST);
  }
}
