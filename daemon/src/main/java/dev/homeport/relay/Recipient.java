package dev.homeport.relay;

import dev.homeport.wire.Field;
import java.util.List;

/// The one who asked and gets the answer piece by piece; may leave at any moment. One thread
/// answers.
public interface Recipient {
  /// Sets what to do when the client leaves; done at once where it has left already.
  void onLeaving(Runnable action);

  /// Takes the head of a good answer; it goes out with the first piece of the body.
  ///
  /// @param length of the body, negative where it is not known
  void head(String contentType, long length, List<Field> fields);

  /// Sends a piece of the body at once; false when the client is gone.
  boolean write(byte[] piece, int offset, int length);

  /// Sends the last piece, which may be empty, and ends the answer as whole; false when the client
  /// is gone.
  boolean end(byte[] piece, int offset, int length);

  /// Ends the answer so that nobody can take it for a whole one: the connection breaks off.
  void cut();
}
