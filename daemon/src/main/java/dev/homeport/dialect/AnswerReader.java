package dev.homeport.dialect;

import dev.homeport.chat.Piece;
import java.util.function.Consumer;

/// Understands a provider's answer, which comes in bytes cut anywhere.
///
/// At the end of all there has been a [Piece.Finished], or a [Piece.Failed] as the last: what ended
/// without its terminal marker, or with nothing in it that can be understood, has failed. It never
/// throws, whatever comes, and keeps no more than one frame of it.
public interface AnswerReader {
  /// More of the body.
  void feed(byte[] bytes, int from, int count, Consumer<Piece> pieces);

  /// The body is over, by its framing.
  void end(Consumer<Piece> pieces);
}
