package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Spoken;
import java.io.IOException;

/// One answer in one dialect: either heard piece by piece and ended, or written as a whole.
public sealed interface Voice extends Engine.Listener
    permits NativeVoice, ChatCompletionVoice, CompletionVoice, ResponsesVoice, MessagesVoice {
  @Override
  void hear(Piece piece) throws IOException;

  /// Ends the stream.
  void end(Spoken spoken) throws IOException;

  /// The body of an answer that is not streamed.
  String whole(Spoken spoken);

  /// The type of that body.
  default String type() {
    return "application/json";
  }
}
