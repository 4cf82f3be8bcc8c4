package dev.homeport.dialect;

import dev.homeport.chat.Piece;
import dev.homeport.dialect.answer.Nesting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Lets one call speak at a time, for APIs in which the pieces of two calls may not come mixed.
///
/// What comes while a call is open waits until its arguments are a whole object, or nothing more
/// comes; the order of everything else stays.
public final class CallsInTurn {
  private static final int NONE = -1;

  private Nesting arguments = new Nesting();
  private int open = NONE;
  private List<Piece> held = new ArrayList<>();

  /// Another piece: it goes on, perhaps with some that waited for it, or waits itself.
  public void take(Piece piece, Consumer<Piece> next) {
    if (mayGo(piece)) {
      pass(piece, next);
      release(next);
    } else {
      held.add(piece);
    }
  }

  /// Nothing more comes: whatever waits goes on.
  public void end(Consumer<Piece> next) {
    do {
      open = NONE;
      release(next);
    } while (!held.isEmpty());
  }

  private boolean mayGo(Piece piece) {
    return open == NONE || (piece instanceof Piece.CallGoesOn(int index, _) && index == open);
  }

  private void pass(Piece piece, Consumer<Piece> next) {
    switch (piece) {
      case Piece.CallBegun(int index, _, _) -> {
        open = index;
        arguments = new Nesting();
        next.accept(piece);
      }
      case Piece.CallGoesOn(_, String fragment) when open != NONE -> {
        next.accept(piece);
        arguments.read(fragment);
        if (arguments.isWhole()) {
          open = NONE;
        }
      }
      // Its object is whole already: this can only be a blank.
      case Piece.CallGoesOn _ -> {}
      default -> next.accept(piece);
    }
  }

  private void release(Consumer<Piece> next) {
    while (open == NONE && !held.isEmpty()) {
      List<Piece> waiting = held;
      held = new ArrayList<>();
      for (int i = 0; i < waiting.size(); i++) {
        Piece piece = waiting.get(i);
        if (!mayGo(piece)) {
          held.add(piece);
          continue;
        }
        pass(piece, next);
        if (open == NONE && !held.isEmpty()) {
          held.addAll(waiting.subList(i + 1, waiting.size()));
          break;
        }
      }
    }
  }
}
