package dev.homeport.dialect;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client's body turned out to be.
public sealed interface Heard {
  /// A question.
  ///
  /// @param writer makes the writer of its answer
  /// @param leftOut tools of the provider's own that the client offered and nobody here can run
  record Chat(ChatRequest request, Function<AnswerStamp, AnswerWriter> writer, List<String> leftOut)
      implements Heard {}

  /// A question for vectors.
  ///
  /// @param writer the body of its answer
  record Embed(EmbeddingRequest request, VectorWriter writer) implements Heard {}

  /// Only a wish that a model be loaded or unloaded.
  ///
  /// @param done the body that says it is, as the API has it
  record Load(String model, boolean unload, Function<AnswerStamp, byte[]> done) implements Heard {}

  /// Something nobody could answer, with what the real API says to it.
  ///
  /// @param parameter which one is wrong, where the API tells that
  record Objection(int status, String text, @Nullable String parameter) implements Heard {}

  /// Writes vectors as the client wants them.
  interface VectorWriter {
    /// The body of the answer.
    byte[] write(Embeddings embeddings, AnswerStamp stamp);
  }
}
