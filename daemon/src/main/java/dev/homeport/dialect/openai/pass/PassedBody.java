package dev.homeport.dialect.openai.pass;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Estimate;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Passes an answer on as one object, once it is all there and was found to be whole: one that
/// comes as such as it came, a stream put together.
final class PassedBody implements Rendition {
  private static final byte[] BLANK = {' '};

  private final Sieve sieve;

  /// Judges the answer.
  private final AnswerReader judge;

  private final ChatRequest request;
  private final WholeBody body = new WholeBody();

  /// The stream, once the first letter has shown that it is one.
  private @Nullable Chunks chunks;

  private boolean begun;
  private long made;
  private long units;
  private @Nullable Usage usage;
  private @Nullable Complaint complaint;

  PassedBody(Sieve sieve, AnswerReader judge, ChatRequest request) {
    this.sieve = sieve;
    this.judge = judge;
    this.request = request;
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes out) {
    judge.feed(bytes, from, count, this::see);
    if (complaint != null) {
      return;
    }
    for (int at = from; at < from + count && !begun; at++) {
      begun = bytes[at] > ' ' || bytes[at] < 0;
      if (begun && bytes[at] != '{' && bytes[at] != '[') {
        chunks = new Chunks(request.api() == Api.OPENAI_COMPLETIONS);
      }
    }
    boolean fits =
        chunks == null ? body.gather(bytes, from, count) : chunks.feed(bytes, from, count);
    if (!fits) {
      unpassable();
    }
  }

  @Override
  public void end(Bytes out) {
    judge.end(this::see);
    if (complaint != null) {
      return;
    }
    switch (passed(out)) {
      case PASSED, COUNTS -> {}
      case DROPPED, ERROR, GARBAGE -> unpassable();
    }
  }

  private Sieve.Fate passed(Bytes out) {
    if (chunks == null) {
      return sieve.pass(body.array(), 0, body.length(), out);
    }
    Usage used =
        usage != null ? usage : Usage.of(request.estimatedTokens(), Estimate.tokens(units));
    Bytes whole = chunks.whole(used);
    return sieve.pass(whole.array(), 0, whole.length(), out);
  }

  private void unpassable() {
    complaint = Complaint.of(Complaint.Kind.NONSENSE, 200, "an answer that cannot be passed on");
  }

  private void see(Piece piece) {
    switch (piece) {
      case Piece.Failed(var why) -> complaint = why;
      case Piece.Counted(var counted) -> usage = counted;
      default -> made += piece.isContent() ? 1 : 0;
    }
    units +=
        switch (piece) {
          case Piece.Text(String text) -> text.length();
          case Piece.Thought(String text) -> text.length();
          case Piece.Refusal(String text) -> text.length();
          case Piece.CallBegun(_, _, String tool) -> tool.length();
          case Piece.CallGoesOn(_, String fragment) -> fragment.length();
          case Piece.Chances _, Piece.Finished _, Piece.Counted _, Piece.Failed _ -> 0;
        };
  }

  @Override
  public boolean hasContent() {
    return made > 0;
  }

  @Override
  public long made() {
    return made;
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
