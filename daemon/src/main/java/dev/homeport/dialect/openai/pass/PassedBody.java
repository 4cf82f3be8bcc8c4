package dev.homeport.dialect.openai.pass;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Passes an answer on that is one object, once it is all there and was found to be whole.
final class PassedBody implements Rendition {
  private static final byte[] BLANK = {' '};

  private final Sieve sieve;

  /// Judges the answer.
  private final AnswerReader judge;

  private final WholeBody body = new WholeBody();
  private boolean content;
  private @Nullable Usage usage;
  private @Nullable Complaint complaint;

  PassedBody(Sieve sieve, AnswerReader judge) {
    this.sieve = sieve;
    this.judge = judge;
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes out) {
    judge.feed(bytes, from, count, this::see);
    if (complaint == null && !body.gather(bytes, from, count)) {
      unpassable();
    }
  }

  @Override
  public void end(Bytes out) {
    judge.end(this::see);
    if (complaint != null) {
      return;
    }
    switch (sieve.pass(body.array(), 0, body.length(), out)) {
      case PASSED, COUNTS -> {}
      case DROPPED, ERROR, GARBAGE -> unpassable();
    }
  }

  private void unpassable() {
    complaint = Complaint.of(Complaint.Kind.NONSENSE, 200, "an answer that cannot be passed on");
  }

  private void see(Piece piece) {
    switch (piece) {
      case Piece.Failed(var why) -> complaint = why;
      case Piece.Counted(var counted) -> usage = counted;
      default -> content |= piece.isContent();
    }
  }

  @Override
  public boolean hasContent() {
    return content;
  }

  @Override
  public @Nullable Complaint complaint() {
    return complaint;
  }

  @Override
  public @Nullable Usage usage() {
    return usage;
  }

  @Override
  public void broken(int status, String text, Bytes out) {}

  @Override
  public byte[] keepAlive() {
    return BLANK.clone();
  }
}
