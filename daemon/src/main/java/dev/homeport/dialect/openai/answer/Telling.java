package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.openai.trouble.Complaints;
import dev.homeport.dialect.openai.trouble.ErrorBody;
import java.util.function.Consumer;

/// Tells an answer to whoever listens, up to its one end.
final class Telling {
  private static final int SAID = 500;

  private final Answer answer;
  private final Complaints complaints;
  private Consumer<Piece> pieces = _ -> {};
  private boolean over;

  Telling(Answer answer, Complaints complaints) {
    this.answer = answer;
    this.complaints = complaints;
  }

  /// From now on this one listens.
  void to(Consumer<Piece> listener) {
    pieces = listener;
  }

  /// Whether the end was told.
  boolean isOver() {
    return over;
  }

  /// Takes one object of the answer; false where it is none of its kind.
  boolean take(JsonNode frame) {
    JsonNode error = ErrorBody.in(frame);
    if (!error.isMissingNode()) {
      fail(complaints.inside(error));
    } else if (!frame.isObject()) {
      return false;
    } else {
      Complaint complaint = answer.take(frame, complaints, pieces);
      if (complaint != null) {
        fail(complaint);
      }
    }
    return true;
  }

  /// Whether the answer may be whole: it said why it finished.
  boolean hasFinish() {
    return answer.hasFinish();
  }

  /// Whether it said anything.
  boolean hasBegun() {
    return answer.hasChoice() || answer.hasFinish();
  }

  /// The answer is whole.
  void finish() {
    over = true;
    answer.finish(pieces);
  }

  /// It ended with this error.
  void failWith(JsonNode error) {
    fail(complaints.inside(error));
  }

  /// It is none, or no whole one.
  void fail(Kind kind, String said) {
    fail(Complaint.of(kind, 200, said.length() <= SAID ? said : said.substring(0, SAID)));
  }

  private void fail(Complaint complaint) {
    if (!over) {
      over = true;
      answer.count(pieces);
      pieces.accept(new Piece.Failed(complaint));
    }
  }
}
