package dev.homeport.config.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much may be spent, and what things cost.
///
/// @param fallbackShare which part of an hour's answers, in percent, may come from elsewhere before
///   somebody is told
/// @param prices what is written over the table that is shipped, the first that fits counts
public record Spending(List<Budget> budgets, int fallbackShare, List<Price> prices) {
  public Spending {
    budgets = List.copyOf(budgets);
    prices = List.copyOf(prices);
  }

  /// What a million tokens cost at a provider, in billionths of a dollar.
  ///
  /// @param provider its name in the settings, or `*`
  /// @param model a glob of its names for models
  /// @param request what a request costs besides
  public record Price(
      String provider, String model, long input, long output, @Nullable Long request) {
    /// Whether it comes to nothing.
    public boolean isFree() {
      return input == 0 && output == 0 && (request == null || request == 0);
    }
  }
}
