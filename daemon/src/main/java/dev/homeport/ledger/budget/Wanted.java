package dev.homeport.ledger.budget;

import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.price.Rate;
import org.jspecify.annotations.Nullable;

/// A question that may cost something.
///
/// @param rate what the model costs; nothing where no price is known
/// @param bills whether the provider says itself what it charges
record Wanted(
    Payer payer,
    String provider,
    String model,
    @Nullable Rate rate,
    Estimate estimate,
    boolean bills) {}
