package dev.homeport.front;

import dev.homeport.upstream.Answer;
import dev.homeport.wire.AnswerEnd;

/// The one who asked, as far as the front needs to know: somebody who may leave at any moment, and
/// takes an answer piece by piece. One thread answers; [#acknowledge] may come from another.
public interface Client {
  /// Sets what to do when the client leaves; done at once where it has left already. From any
  /// thread.
  void onLeaving(Runnable action);

  /// Tells a client that asked for it how its request stands, before the head.
  void acknowledge(String standing);

  /// Takes the head of the answer; it goes out with the first piece of the body.
  void head(Answer answer);

  /// Sends a piece of the body at once; false when the client is gone.
  boolean write(byte[] piece, int offset, int length);

  /// Sends the last piece, which may be empty, and ends the answer as whole; false when the client
  /// is gone.
  boolean end(byte[] piece, int offset, int length);

  /// Hears what the answer took, whole or not, as far as it went by; the last that is told.
  ///
  /// @param end who has watched it
  default void took(AnswerEnd end) {}

  /// Ends the answer so that nobody can take it for a whole one: the connection breaks off.
  void cut();
}
