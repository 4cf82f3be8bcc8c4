package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Capability;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.wire.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A provider's API of which only the lists of models exist: a body is `models`, and then a line
/// `name digest` for each. A page is a line `capability,capability context`.
///
/// @param lacks what it cannot carry, whatever the request
/// @param vectors whether it has embeddings
/// @param pages whether a model has a page of its own
public record LineDialect(@Nullable String lacks, boolean vectors, boolean pages)
    implements ProviderDialect {
  /// One that can carry everything.
  public static final LineDialect ABLE = new LineDialect(null, true, false);

  /// One with a page for each model, as Ollama.
  public static final LineDialect PAGED = new LineDialect(null, true, true);

  /// The capabilities of words between commas; nothing for `?`.
  public static @Nullable Set<Capability> capabilities(String words) {
    return words.equals("?")
        ? null
        : Stream.of(words.split(",", -1))
            .flatMap(word -> Capability.of(word).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<Field> credentials(String key) {
    return List.of(new Field("Authorization", "Bearer " + key));
  }

  @Override
  public @Nullable String lacks(ChatRequest request) {
    return lacks;
  }

  @Override
  public Optional<Call> embed(EmbeddingRequest request, String model) {
    return vectors ? Optional.of(Call.get("/vectors")) : Optional.empty();
  }

  @Override
  public Call list() {
    return Call.get("/list");
  }

  @Override
  public Optional<List<ModelCard>> listed(byte[] body) {
    String[] lines = new String(body, UTF_8).split("\n", -1);
    if (!lines[0].equals("models")) {
      return Optional.empty();
    }
    var cards = new ArrayList<ModelCard>();
    for (int i = 1; i < lines.length; i++) {
      String[] words = lines[i].split(" ", -1);
      cards.add(
          new ModelCard(
              words[0],
              null,
              null,
              0,
              words.length > 1 ? words[1] : "",
              null,
              ModelCard.Details.UNKNOWN,
              null));
    }
    return Optional.of(cards);
  }

  @Override
  public Optional<Call> page(ModelCard model) {
    return pages ? Optional.of(Call.get("/page/" + model.name())) : Optional.empty();
  }

  @Override
  public ModelCard paged(ModelCard model, byte[] body) {
    String page = new String(body, UTF_8);
    String[] words = page.split(" ", -1);
    return new ModelCard(
        model.name(),
        capabilities(words[0]),
        words.length > 1 ? Integer.valueOf(words[1]) : null,
        model.size(),
        model.digest(),
        model.modified(),
        model.details(),
        page);
  }

  @Override
  public Call ask(ChatRequest request, String model, List<byte[]> answers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AnswerReader reader(ChatRequest request, String model, String type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    Complaint.Kind kind =
        status == 401
            ? Complaint.Kind.KEY
            : status >= 500 ? Complaint.Kind.SERVER : Complaint.Kind.BAD_REQUEST;
    return Complaint.of(kind, status, new String(body, UTF_8));
  }
}
