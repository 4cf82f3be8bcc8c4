package dev.homeport.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Part;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Aside;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.JsonPayload;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.StatusKind;
import dev.homeport.dialect.turn.ToolAliases;
import dev.homeport.dialect.turn.Turns;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Field;
import dev.homeport.wire.json.Json;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Gemini, behind a base URL that ends in the version (`…/v1beta`).
public final class GeminiProvider implements ProviderDialect {
  private static final List<Field> JSON = List.of(new Field("Content-Type", "application/json"));

  private final CallMemory memory;
  private final RetryHint hint;

  /// A Gemini that remembers the signatures of its calls here.
  public GeminiProvider(CallMemory memory, WallClock clock) {
    this.memory = memory;
    this.hint = new RetryHint(clock);
  }

  @Override
  public List<Field> credentials(String key) {
    return List.of(new Field("x-goog-api-key", key));
  }

  @Override
  public @Nullable String lacks(ChatRequest request) {
    if (GenerationConfig.stops(request.sampling()).size() > GenerationConfig.MOST_STOPS) {
      return "more than " + GenerationConfig.MOST_STOPS + " stop texts";
    }
    return Turns.lacks(request);
  }

  @Override
  public Call ask(ChatRequest request, String model, List<byte[]> answers) {
    ToolAliases aliases = aliases(request);
    var generation = Generation.of(model);
    ObjectNode body = Json.object();
    new Contents(generation, aliases, new Signatures(memory, model))
        .write(request.prompt().messages(), body);
    Declarations.write(request.tooling(), aliases, body);
    GenerationConfig.write(request, generation, body);
    return question(
        path(model) + ":streamGenerateContent?alt=sse",
        body,
        request.prompt().has(Part.Picture.class));
  }

  /// A body with pictures stays what it is until it is sent, so that they are held once.
  private static Call question(String target, ObjectNode body, boolean large) {
    return large
        ? new Call("POST", target, JSON, new JsonPayload(body))
        : Call.post(target, Json.bytes(body));
  }

  @Override
  public AnswerReader reader(ChatRequest request, String model, String type) {
    var answer = new GeminiAnswer(aliases(request), new Signatures(memory, model));
    return new GeminiReader(answer, type);
  }

  private static ToolAliases aliases(ChatRequest request) {
    return new ToolAliases(request, name -> ToolAliases.plain(name, "-."));
  }

  /// The model's place: those of one's own tuning have another than Google's.
  private static String path(String model) {
    int slash = model.lastIndexOf('/');
    String folder = model.startsWith("tunedModels/") ? "/tunedModels/" : "/models/";
    return folder + URLEncoder.encode(model.substring(slash + 1), UTF_8).replace("+", "%20");
  }

  @Override
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return Aside.of(StatusKind.of(status), status, header, body, hint)
        .orElseGet(
            () -> {
              var error = GeminiError.in(Json.readOrMissing(body, 0, body.length));
              return GeminiComplaint.of(status, error.orElse(null), hint.of(header, ""));
            });
  }

  @Override
  public Optional<Call> embed(EmbeddingRequest request, String model) {
    return Optional.of(Vectors.question(request, path(model)));
  }

  @Override
  public Embedded embedded(EmbeddingRequest request, byte[] body) {
    return Vectors.read(request, body);
  }

  @Override
  public Call list() {
    return Call.get("/models?pageSize=1000");
  }

  @Override
  public Optional<List<ModelCard>> listed(byte[] body) {
    return ModelList.read(body);
  }
}
