package dev.homeport.simulation.model;

import java.util.List;
import java.util.stream.Collectors;

/// What a model has said, and what it took.
///
/// @param cut whether it ended because it had its number of tokens
public record Spoken(List<Piece> pieces, boolean cut, long promptTokens, Timing timing) {
  /// Durations in nanoseconds.
  public record Timing(long total, long load, long prompt, long speech) {}

  /// The words of the answer.
  public String text() {
    return pieces.stream()
        .map(piece -> piece instanceof Piece.Text(String text) ? text : "")
        .collect(Collectors.joining());
  }

  /// The thoughts before it.
  public String thoughts() {
    return pieces.stream()
        .map(piece -> piece instanceof Piece.Thought(String text) ? text : "")
        .collect(Collectors.joining());
  }

  /// The calls in it.
  public List<Piece.Call> calls() {
    return pieces.stream()
        .filter(Piece.Call.class::isInstance)
        .map(Piece.Call.class::cast)
        .toList();
  }

  /// How many tokens it has.
  public long tokens() {
    return pieces.size();
  }
}
