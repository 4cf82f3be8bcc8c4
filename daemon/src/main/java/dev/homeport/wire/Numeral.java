package dev.homeport.wire;

/// How far a JSON number has come.
enum Numeral {
  BEGINNING,
  MINUS,
  ZERO,
  DIGITS,
  POINT,
  FRACTION,
  EXPONENT,
  SIGN,
  POWER,
  /// The byte does not belong to it any more.
  OVER,
  /// The byte makes it no number at all.
  WRONG;

  /// Where it is after this byte.
  Numeral after(byte next) {
    boolean digit = next >= '0' && next <= '9';
    boolean power = next == 'e' || next == 'E';
    return switch (this) {
      case BEGINNING -> next == '-' ? MINUS : next == '0' ? ZERO : digit ? DIGITS : WRONG;
      case MINUS -> next == '0' ? ZERO : digit ? DIGITS : WRONG;
      case ZERO -> next == '.' ? POINT : power ? EXPONENT : OVER;
      case DIGITS -> digit ? DIGITS : next == '.' ? POINT : power ? EXPONENT : OVER;
      case POINT -> digit ? FRACTION : WRONG;
      case FRACTION -> digit ? FRACTION : power ? EXPONENT : OVER;
      case EXPONENT -> digit ? POWER : next == '+' || next == '-' ? SIGN : WRONG;
      case SIGN -> digit ? POWER : WRONG;
      case POWER -> digit ? POWER : OVER;
      case OVER, WRONG -> this;
    };
  }

  /// Whether it may end here.
  boolean isWhole() {
    return switch (this) {
      case ZERO, DIGITS, FRACTION, POWER -> true;
      case BEGINNING, MINUS, POINT, EXPONENT, SIGN, OVER, WRONG -> false;
    };
  }
}
