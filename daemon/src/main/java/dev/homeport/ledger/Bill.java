package dev.homeport.ledger;

import org.jspecify.annotations.Nullable;

/// What an answer cost.
///
/// @param cost in billionths of a dollar; nothing where no price is known
/// @param estimated whether the tokens or the price are an estimate
public record Bill(@Nullable Long cost, boolean estimated) {}
