package dev.homeport.store.ledger;

/// What the rows of one name come to. Money is in billionths of a dollar.
///
/// @param name what they have in common; empty where they have nothing of the kind, [Book#REST]
///   where they are what is left after the others
/// @param failed how many were not answered, though the client waited
/// @param fallbacks how many were answered in another's place
/// @param estimated of how many something is estimated
/// @param unpriced how many were answered by somebody of whom no price is known
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
    long unpriced) {
  /// Both together, under this one's name.
  Line and(Line other) {
    return new Line(
        name,
        requests + other.requests,
        failed + other.failed,
        fallbacks + other.fallbacks,
        tokensIn + other.tokensIn,
        tokensOut + other.tokensOut,
        cost + other.cost,
        saved + other.saved,
        estimated + other.estimated,
        unpriced + other.unpriced);
  }

  /// The same under another name.
  Line named(String other) {
    return new Line(
        other, requests, failed, fallbacks, tokensIn, tokensOut, cost, saved, estimated, unpriced);
  }
}
