package dev.homeport.dialect;

import dev.homeport.chat.Piece;
import dev.homeport.wire.frame.Bytes;

/// Writes an answer as the client's API has it, piece by piece or at once.
///
/// A whole frame is appended or none. What holds only at the end (why it finished, what was used)
/// is kept until [#whole].
public interface AnswerWriter {
  /// The type of the content.
  String contentType();

  /// Another piece; a [Piece.Failed] is never among them.
  void piece(Piece piece, Bytes out);

  /// The answer is whole: the last frames, or all of it where nothing is streamed.
  void whole(Bytes out);

  /// The answer failed after its head went out: the error as a frame, where the API has one. The
  /// connection is cut after it.
  void broken(int status, String text, Bytes out);

  /// What may be sent while nothing else can be, so that nobody gives up waiting.
  byte[] keepAlive();
}
