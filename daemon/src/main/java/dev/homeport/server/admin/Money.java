package dev.homeport.server.admin;

import java.math.BigDecimal;

/// Billionths of a dollar, as pages write them: in dollars, exactly.
final class Money {
  static final String CURRENCY = "USD";

  private Money() {}

  /// The dollars, without zeros that say nothing.
  static BigDecimal dollars(long billionths) {
    BigDecimal exact = BigDecimal.valueOf(billionths, 9).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
