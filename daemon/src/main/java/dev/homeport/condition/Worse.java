package dev.homeport.condition;

import dev.homeport.condition.Condition.Recovering;
import dev.homeport.condition.Condition.Resting;
import dev.homeport.condition.Condition.Unproven;
import dev.homeport.condition.Condition.Well;

/// The order of conditions.
final class Worse {
  private Worse() {}

  /// The worse of two: whoever rests longer, is being tried, or has less room.
  static Condition of(Condition one, Condition other) {
    int ranks = Integer.compare(rank(one), rank(other));
    if (ranks != 0) {
      return ranks > 0 ? one : other;
    }
    return switch (one) {
      case Well _ -> one;
      case Recovering(int room) -> room <= roomOf(other) ? one : other;
      case Unproven(_, _, boolean free) -> free ? other : one;
      case Resting resting ->
          other instanceof Resting longer && longer.until().isAfter(resting.until()) ? longer : one;
    };
  }

  private static int roomOf(Condition condition) {
    return condition instanceof Recovering(int room) ? room : Integer.MAX_VALUE;
  }

  private static int rank(Condition condition) {
    return switch (condition) {
      case Well _ -> 0;
      case Recovering _ -> 1;
      case Unproven _ -> 2;
      case Resting _ -> 3;
    };
  }
}
