package dev.homeport.config.value;

import dev.homeport.config.value.One.Judged;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts of money, in billionths of a dollar: `12.50 USD`.
public final class Money {
  private static final String RIGHT = "write an amount such as 100 USD or 12.50 USD";
  private static final String USD = "USD";
  private static final int DIGITS = 9;
  private static final long MOST = 1_000_000_000;
  private static final Pattern FORM =
      Pattern.compile("([+-]?)(\\$?)(\\d{1,12}(?:\\.\\d{1,12})?) ?(\\S{0,10})");

  /// An amount that is not below nothing.
  public static final One<Long> USD_AMOUNT = new One<>(RIGHT, Money::judge, Money::print);

  private Money() {}

  private static Judged<Long> judge(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return new Judged.Wrong<>("is no amount of money", RIGHT);
    }
    String number = form.group(3);
    String unit = form.group(4);
    if (form.group(1).equals("-")) {
      return new Judged.Wrong<>("is less than nothing", RIGHT);
    }
    if (!form.group(2).isEmpty() || unit.isEmpty()) {
      return new Judged.Wrong<>("does not say USD", "write " + number + " USD");
    }
    if (!unit.equals(USD)) {
      return unit.toUpperCase(Locale.ROOT).equals(USD)
          ? new Judged.Wrong<>("is not spelt USD", "write " + number + " USD")
          : new Judged.Wrong<>("is not in USD, and nothing else is counted", RIGHT);
    }
    BigDecimal amount = new BigDecimal(number);
    if (amount.stripTrailingZeros().scale() > DIGITS) {
      return new Judged.Wrong<>("is finer than a billionth", "write at most nine digits after .");
    }
    return amount.compareTo(BigDecimal.valueOf(MOST)) > 0
        ? new Judged.Wrong<>("is too much", "write at most " + MOST + " USD")
        : new Judged.Right<>(amount.movePointRight(DIGITS).longValueExact());
  }

  /// As one writes it: with no more digits than it needs, but cents are two.
  public static String print(long billionths) {
    BigDecimal amount = BigDecimal.valueOf(billionths, DIGITS).stripTrailingZeros();
    int scale = amount.scale() == 1 ? 2 : Math.max(0, amount.scale());
    return amount.setScale(scale).toPlainString() + " " + USD;
  }
}
