package dev.homeport.simulation.model;

import dev.homeport.wire.JsonFields;

/// A piece of what a model says; about a token.
public sealed interface Piece {
  /// A piece of the answer.
  record Text(String text) implements Piece {}

  /// A piece of the thoughts before it.
  record Thought(String text) implements Piece {}

  /// A whole call.
  ///
  /// @param index which of the answer's calls it is
  record Call(int index, String id, String name, JsonFields arguments) implements Piece {}
}
