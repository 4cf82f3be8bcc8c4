package dev.homeport.store.ledger;

/// What the rows of one name come to. Money is in billionths of a dollar.
///
/// @param name what they have in common; empty where they have nothing of the kind
/// @param failed how many were not answered
/// @param fallbacks how many were answered in another's place
/// @param estimated of how many something is estimated
/// @param unpriced of how many no price is known
public record Line(
    String name,
    long requests,
    long failed,
    long fallbacks,
    long tokensIn,
    long tokensOut,
    long cost,
    long saved,
    long estimated,
    long unpriced) {}
