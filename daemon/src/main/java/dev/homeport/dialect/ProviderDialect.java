package dev.homeport.dialect;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The API of a provider. What it says is pure; what it has to remember between two calls of a
/// conversation (signatures, states) it keeps bounded and in memory.
public interface ProviderDialect {
  /// The headers that show this key.
  List<Field> credentials(String key);

  /// How a call of this API goes through as it is; nothing where it must be translated.
  default Optional<Passthrough> passing(Api api) {
    return Optional.empty();
  }

  /// What the provider's API itself cannot carry of this request, as a short phrase for the refusal
  /// ("pictures", "several tools of one name"); nothing where it can carry all.
  default @Nullable String lacks(ChatRequest request) {
    return null;
  }

  /// Calls that must have been answered before the question can be asked: uploads.
  default List<Call> before(ChatRequest request) {
    return List.of();
  }

  /// The question. It asks for a stream whatever the client wants, so that a silent provider is
  /// told from a slow one by its first words.
  ///
  /// @param model the provider's name for the model
  /// @param answers the bodies that came of [#before], in its order
  Call ask(ChatRequest request, String model, List<byte[]> answers);

  /// A reader for the answer (of status 200) to that question, which may come as one object all the
  /// same.
  ///
  /// @param type its content type, empty where it had none
  AnswerReader reader(ChatRequest request, String model, String type);

  /// What an answer that is none means.
  ///
  /// @param header the value of a header by its name, empty where there is none
  Complaint complaint(int status, UnaryOperator<String> header, byte[] body);

  /// The question for vectors; nothing where the API has none.
  default Optional<Call> embed(EmbeddingRequest request, String model) {
    return Optional.empty();
  }

  /// The vectors of an answer (of status 200) to that question.
  default Embedded embedded(EmbeddingRequest request, byte[] body) {
    throw new UnsupportedOperationException("no vectors here");
  }

  /// The question for the models that the provider has.
  Call list();

  /// The models of an answer (of status 200) to that; nothing where it is no such list.
  Optional<List<ModelCard>> listed(byte[] body);

  /// The question for one model's own page, where the list does not say it all.
  default Optional<Call> page(ModelCard model) {
    return Optional.empty();
  }

  /// The model with what its page says.
  default ModelCard paged(ModelCard model, byte[] body) {
    return model;
  }
}
