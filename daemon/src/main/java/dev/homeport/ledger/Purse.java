package dev.homeport.ledger;

import dev.homeport.chat.Usage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who lets money be spent, before it is spent.
public interface Purse {
  /// No budget at all, and nothing has a price.
  Purse OPEN =
      new Purse() {
        @Override
        public Opened open(
            Payer payer, String provider, String model, Estimate estimate, Duration patience) {
          return new Opened.Leave(Fare.FREE);
        }

        @Override
        public @Nullable Long priced(String provider, String model, Usage usage) {
          return null;
        }
      };

  /// Reserves what a question to this provider may cost in every budget that it falls under. Where
  /// only what others have reserved is in the way, that is waited for a little.
  ///
  /// @param model the provider's name for it
  /// @param patience for how long
  Opened open(Payer payer, String provider, String model, Estimate estimate, Duration patience)
      throws InterruptedException;

  /// What so many tokens cost there, in billionths of a dollar; nothing where no price is known.
  @Nullable Long priced(String provider, String model, Usage usage);

  /// What came of it.
  sealed interface Opened {
    /// It may be asked.
    record Leave(Fare fare) implements Opened {}

    /// A budget leaves too little.
    ///
    /// @param why which one, and until when that is so, as any client may be told it
    /// @param until when there is money again
    record Broke(String why, Instant until) implements Opened {}
  }
}
