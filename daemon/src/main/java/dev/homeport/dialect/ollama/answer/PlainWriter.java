package dev.homeport.dialect.ollama.answer;

import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.ollama.answer.Answers.Asked;
import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Writes an answer as one object, once it is whole. One that fails before has no frame to say so
/// in: it is cut.
final class PlainWriter implements AnswerWriter {
  private static final byte[] BLANK = {' '};

  private final Lines lines;
  private final Tally tally;
  private final Asked asked;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();
  private final List<TokenChance> chances = new ArrayList<>();

  PlainWriter(Lines lines, Tally tally, Asked asked) {
    this.lines = lines;
    this.tally = tally;
    this.asked = asked;
  }

  @Override
  public String contentType() {
    return "application/json; charset=utf-8";
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    tally.take(piece);
    switch (piece) {
      case Piece.Text(String said) -> text.append(said);
      case Piece.Refusal(String said) -> text.append(said);
      case Piece.Thought(String said) -> thought.append(said);
      case Piece.Chances(var tokens) -> chances.addAll(tokens);
      case Piece.CallBegun _,
          Piece.CallGoesOn _,
          Piece.Finished _,
          Piece.Counted _,
          Piece.Failed _ -> {}
    }
  }

  @Override
  public void whole(Bytes out) {
    var said =
        new Lines.Said(
            text.toString(),
            asked.thoughts() ? thought.toString() : "",
            asked.chances() && !chances.isEmpty() ? chances : null);
    lines.whole(said, tally.calls(), tally.reason(), tally.took(), out);
  }

  @Override
  public void broken(int status, String why, Bytes out) {}

  @Override
  public byte[] keepAlive() {
    return BLANK.clone();
  }
}
