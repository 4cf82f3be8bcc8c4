package dev.homeport.dialect;

import dev.homeport.chat.Piece;
import java.util.HashMap;
import java.util.Map;

/// Watches the calls of an answer go by, to know at its end whether each of them can be read.
final class CallWatch {
  private final Map<Integer, StringBuilder> arguments = new HashMap<>();

  void take(Piece piece) {
    switch (piece) {
      case Piece.CallBegun(int index, _, _) -> arguments.put(index, new StringBuilder());
      case Piece.CallGoesOn(int index, String fragment) ->
          arguments.computeIfAbsent(index, _ -> new StringBuilder()).append(fragment);
      case Piece.Text _,
          Piece.Thought _,
          Piece.Refusal _,
          Piece.Chances _,
          Piece.Finished _,
          Piece.Counted _,
          Piece.Failed _ -> {}
    }
  }

  boolean canBeRead() {
    return arguments.values().stream()
        .allMatch(text -> CallArguments.object(text.toString()).isPresent());
  }
}
