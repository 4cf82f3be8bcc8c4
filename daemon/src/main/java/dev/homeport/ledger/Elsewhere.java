package dev.homeport.ledger;

import dev.homeport.chat.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider that might have answered in the place of home, and its name for the model.
public record Elsewhere(String provider, String model) {
  /// What home saved: the price of as many tokens at the first of these that has one. Nothing where
  /// none has.
  ///
  /// @param chain those who come after home, in their order, without other homes
  public static @Nullable Long saved(Usage usage, List<Elsewhere> chain, Purse purse) {
    Usage plain = Usage.of(usage.prompt(), usage.answer());
    for (Elsewhere some : chain) {
      Long price = purse.priced(some.provider(), some.model(), plain);
      if (price != null) {
        return price;
      }
    }
    return null;
  }
}
