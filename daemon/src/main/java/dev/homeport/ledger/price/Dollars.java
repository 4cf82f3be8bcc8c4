package dev.homeport.ledger.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Amounts of money: billionths of a dollar for us, dollars for everybody else.
public final class Dollars {
  private static final int PLACES = 9;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Dollars() {}

  /// An amount as people read it: whole dollars without cents, what is less than a cent as exactly
  /// as it is known, everything else in cents, of which none is said that is not full.
  public static String text(long billionths) {
    BigDecimal dollars = BigDecimal.valueOf(billionths, PLACES);
    if (dollars.stripTrailingZeros().scale() <= 0) {
      return dollars.setScale(0, RoundingMode.UNNECESSARY).toPlainString();
    }
    return dollars.abs().compareTo(CENT) < 0
        ? dollars.stripTrailingZeros().toPlainString()
        : dollars.setScale(2, RoundingMode.DOWN).toPlainString();
  }

  /// An amount that somebody said in dollars, rounded up. What is no amount, or less than nothing,
  /// is nothing.
  public static long of(double dollars) {
    return Double.isFinite(dollars) && dollars > 0 ? of(BigDecimal.valueOf(dollars)) : 0;
  }

  /// An amount in dollars, rounded up.
  static long of(BigDecimal dollars) {
    BigDecimal billionths = dollars.movePointRight(PLACES).setScale(0, RoundingMode.CEILING);
    return billionths.min(BigDecimal.valueOf(Rate.MOST)).longValue();
  }
}
