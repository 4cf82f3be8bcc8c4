package dev.homeport.dialect;

import dev.homeport.chat.ChatRequest;
import dev.homeport.wire.Payload;
import java.io.IOException;

/// The way of a call whose API the client and the provider share: bytes as they came, but for what
/// we mean to change.
public interface Passthrough {
  /// The client's own body with the provider's name for the model. It asks for a stream whatever
  /// the client wants, so that a silent provider is told from a slow one by its first words.
  Call call(ChatRequest request, Payload body, String model) throws IOException;

  /// The provider's own answer with the client's name for the model, without what would give the
  /// provider away, and ended only where it is whole. A stream is put together to one object for a
  /// client that did not ask for one.
  ///
  /// @param request as it was asked
  /// @param type the content type of the answer, empty where it had none
  Rendition rendition(ChatRequest request, AnswerStamp stamp, String type);
}
