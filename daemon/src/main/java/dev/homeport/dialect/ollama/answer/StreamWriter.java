package dev.homeport.dialect.ollama.answer;

import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.ollama.answer.Answers.Asked;
import dev.homeport.wire.frame.Bytes;
import java.util.List;

/// Writes an answer line by line. Calls come whole and together, in a line of their own before the
/// last one.
final class StreamWriter implements AnswerWriter {
  private static final byte[] BLANK = {' '};

  private final Lines lines;
  private final Tally tally;
  private final Asked asked;

  StreamWriter(Lines lines, Tally tally, Asked asked) {
    this.lines = lines;
    this.tally = tally;
    this.asked = asked;
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    tally.take(piece);
    switch (piece) {
      case Piece.Text(String text) -> text(text, out);
      case Piece.Refusal(String text) -> text(text, out);
      case Piece.Thought(String text) -> {
        if (asked.thoughts() && !text.isEmpty()) {
          lines.thought(text, out);
        }
      }
      case Piece.Chances(var tokens) -> {
        if (asked.chances() && !tokens.isEmpty()) {
          lines.chances(tokens, out);
        }
      }
      case Piece.CallBegun _,
          Piece.CallGoesOn _,
          Piece.Finished _,
          Piece.Counted _,
          Piece.Failed _ -> {}
    }
  }

  private void text(String text, Bytes out) {
    if (!text.isEmpty()) {
      lines.text(text, out);
    }
  }

  @Override
  public void whole(Bytes out) {
    List<Tally.Call> calls = tally.calls();
    if (!calls.isEmpty()) {
      lines.calls(calls, out);
    }
    lines.last(tally.reason(), tally.took(), out);
  }

  @Override
  public void broken(int status, String text, Bytes out) {
    Answers.error(text, out);
  }

  @Override
  public byte[] keepAlive() {
    return BLANK.clone();
  }
}
