package dev.homeport.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something of an answer, in the order in which the model made it.
///
/// Calls are numbered 0, 1, 2 … in the order in which they begin; the pieces of different calls may
/// come mixed. [Finished] comes once, [Counted] at most once, in either order, and nothing of the
/// content after them. A [Failed] is the last.
public sealed interface Piece {
  /// Words of the answer.
  record Text(String text) implements Piece {}

  /// Words of its thinking.
  record Thought(String text) implements Piece {}

  /// The model says no, in words, where its API keeps that apart from an answer.
  record Refusal(String text) implements Piece {}

  /// A call begins.
  ///
  /// @param id never empty
  record CallBegun(int index, String id, String tool) implements Piece {}

  /// The arguments of a call go on: all fragments together are a JSON object.
  record CallGoesOn(int index, String fragment) implements Piece {}

  /// The chances of the tokens of the text beside it.
  record Chances(List<TokenChance> tokens) implements Piece {}

  /// Why the answer is over.
  ///
  /// @param stop the text that ended it, where it is known
  record Finished(Finish finish, @Nullable String stop) implements Piece {}

  /// What was used.
  record Counted(Usage usage) implements Piece {}

  /// The provider failed, or its answer ended without being whole.
  record Failed(Complaint complaint) implements Piece {}

  /// Whether the model made it: what a client can see of an answer.
  default boolean isContent() {
    return switch (this) {
      case Text(String text) -> !text.isEmpty();
      case Thought(String text) -> !text.isEmpty();
      case Refusal(String text) -> !text.isEmpty();
      case CallBegun _, CallGoesOn _ -> true;
      case Chances _, Finished _, Counted _, Failed _ -> false;
    };
  }
}
