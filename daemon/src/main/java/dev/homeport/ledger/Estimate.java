package dev.homeport.ledger;

import org.jspecify.annotations.Nullable;

/// What a request may take, before anybody has answered it.
///
/// @param prompt tokens of the prompt, rather too many than too few
/// @param answer the most tokens that the client lets the answer have; nothing where it does not
///   say
public record Estimate(long prompt, @Nullable Long answer) {}
