package dev.homeport.dialect;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// An answer that is understood in one API and written in another.
///
/// One that ends as if it were whole though the arguments of a call are no object has failed: no
/// client could do anything with that call. Where the length cut it, its end says so itself.
public final class Translation implements Rendition {
  private final AnswerReader reader;
  private final AnswerWriter writer;

  /// Two million tokens are less: whoever says more will never end.
  private static final int LONGEST = 16 * 1024 * 1024;

  /// What a piece takes besides its text.
  private static final int PIECE = 64;

  /// How much of it there may still be: some writers, and the watch over calls, hold all of it.
  private int room = LONGEST;

  /// Where the writer writes while the reader reads.
  private Bytes out = new Bytes();

  private final CallWatch calls = new CallWatch();
  private long made;
  private long weight;
  private boolean finished;
  private @Nullable Usage usage;
  private @Nullable Complaint complaint;

  /// A translation from the reader's API to the writer's.
  public Translation(AnswerReader reader, AnswerWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public String contentType() {
    return writer.contentType();
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes to) {
    if (complaint == null) {
      out = to;
      reader.feed(bytes, from, count, this::take);
    }
  }

  @Override
  public void end(Bytes to) {
    if (complaint != null) {
      return;
    }
    out = to;
    reader.end(this::take);
    if (complaint == null && !finished) {
      complaint = Complaint.of(Kind.CUT, 200, "the answer ended without its end");
    } else if (complaint == null) {
      writer.whole(to);
    }
  }

  private void take(Piece piece) {
    if (complaint != null) {
      return;
    }
    room -= heldOf(piece);
    if (room < 0) {
      complaint = Complaint.of(Kind.NONSENSE, 200, "an answer without end");
      return;
    }
    switch (piece) {
      case Piece.Failed(var why) -> {
        complaint = why;
        return;
      }
      case Piece.Finished(Finish why, _) -> {
        if (why != Finish.LENGTH && !calls.canBeRead()) {
          complaint =
              Complaint.of(Kind.NONSENSE, 200, "the arguments of a call are no JSON object");
          return;
        }
        finished = true;
      }
      case Piece.Counted(var counted) -> usage = counted;
      default -> {
        made += piece.isContent() ? 1 : 0;
        weight += lettersOf(piece);
        calls.take(piece);
      }
    }
    writer.piece(piece, out);
  }

  private static int lettersOf(Piece piece) {
    return switch (piece) {
      case Piece.Text(String text) -> text.length();
      case Piece.Thought(String text) -> text.length();
      case Piece.Refusal(String text) -> text.length();
      case Piece.CallBegun(_, _, String name) -> name.length();
      case Piece.CallGoesOn(_, String fragment) -> fragment.length();
      case Piece.Chances _, Piece.Finished _, Piece.Counted _, Piece.Failed _ -> 0;
    };
  }

  private static int heldOf(Piece piece) {
    return switch (piece) {
      case Piece.Text(String text) -> text.length();
      case Piece.Thought(String text) -> text.length();
      case Piece.Refusal(String text) -> text.length();
      case Piece.CallBegun(_, String id, String name) -> PIECE + id.length() + name.length();
      case Piece.CallGoesOn(_, String fragment) -> fragment.length();
      case Piece.Chances _, Piece.Finished _, Piece.Counted _, Piece.Failed _ -> PIECE;
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
  public long weight() {
    return weight;
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
  public void broken(int status, String text, Bytes to) {
    writer.broken(status, text, to);
  }

  @Override
  public byte[] keepAlive() {
    return writer.keepAlive();
  }
}
