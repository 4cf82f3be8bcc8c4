package dev.homeport.ledger.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Amounts of money: billionths of a dollar for us, dollars for everybody else.
public final class Dollars {
  private static final int PLACES = 9;
  private static final int FINE = 4;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Dollars() {}

  /// An amount as people read it: whole dollars without cents, what is less than a cent as exactly
  /// as it is known, below a dollar hundredths of a cent where they are not nought, everything else
  /// in cents; nothing is said that is not full.
  public static String text(long billionths) {
    BigDecimal dollars = BigDecimal.valueOf(billionths, PLACES);
    if (dollars.stripTrailingZeros().scale() <= 0) {
      return dollars.setScale(0, RoundingMode.UNNECESSARY).toPlainString();
    }
    if (dollars.abs().compareTo(CENT) < 0) {
      return dollars.stripTrailingZeros().toPlainString();
    }
    int places = dollars.abs().compareTo(BigDecimal.ONE) < 0 ? FINE : 2;
    BigDecimal full = dollars.setScale(places, RoundingMode.DOWN).stripTrailingZeros();
    return full.setScale(Math.max(2, full.scale()), RoundingMode.UNNECESSARY).toPlainString();
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
