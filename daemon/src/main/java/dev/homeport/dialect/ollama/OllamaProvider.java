package dev.homeport.dialect.ollama;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.ollama.passage.OllamaPassage;
import dev.homeport.dialect.ollama.provider.Complaints;
import dev.homeport.dialect.ollama.provider.Embedding;
import dev.homeport.dialect.ollama.provider.ModelLists;
import dev.homeport.dialect.ollama.provider.OllamaReader;
import dev.homeport.dialect.ollama.provider.Questions;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Field;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Ollama, at home or in its cloud, by its native API: its `/v1` hides what fails in the middle.
public final class OllamaProvider implements ProviderDialect {
  private static final Passthrough PASSAGE = new OllamaPassage();

  private final RetryHint hint;

  /// @param clock for what it says about when to ask again
  public OllamaProvider(WallClock clock) {
    this.hint = new RetryHint(clock);
  }

  @Override
  public List<Field> credentials(String key) {
    return List.of(new Field("Authorization", "Bearer " + key));
  }

  @Override
  public Optional<Passthrough> passing(Api api) {
    return api == Api.OLLAMA_CHAT || api == Api.OLLAMA_GENERATE
        ? Optional.of(PASSAGE)
        : Optional.empty();
  }

  @Override
  public @Nullable String lacks(ChatRequest request) {
    return Questions.lacks(request);
  }

  @Override
  public Call ask(ChatRequest request, String model, List<byte[]> answers) {
    return Questions.ask(request, model, Questions.isToGenerate(request));
  }

  @Override
  public AnswerReader reader(ChatRequest request, String model, String type) {
    return new OllamaReader(request, Questions.isToGenerate(request), type);
  }

  @Override
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return Complaints.of(hint, status, header, body);
  }

  @Override
  public Optional<Call> embed(EmbeddingRequest request, String model) {
    return Optional.of(Embedding.ask(request, model));
  }

  @Override
  public Embedded embedded(EmbeddingRequest request, byte[] body) {
    return Embedding.read(request, body);
  }

  @Override
  public Call list() {
    return Call.get("/api/tags");
  }

  @Override
  public Optional<List<ModelCard>> listed(byte[] body) {
    return ModelLists.listed(body);
  }

  @Override
  public Optional<Call> page(ModelCard model) {
    return Optional.of(
        Call.post("/api/show", Json.bytes(Json.object().put("model", model.name()))));
  }

  @Override
  public ModelCard paged(ModelCard model, byte[] body) {
    return ModelLists.paged(model, body);
  }
}
