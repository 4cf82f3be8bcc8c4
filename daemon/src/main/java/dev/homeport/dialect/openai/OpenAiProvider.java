package dev.homeport.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Prompt;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.JsonPayload;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.openai.answer.ModelList;
import dev.homeport.dialect.openai.answer.Reading;
import dev.homeport.dialect.openai.ask.ChatWriting;
import dev.homeport.dialect.openai.ask.Lacking;
import dev.homeport.dialect.openai.ask.TextWriting;
import dev.homeport.dialect.openai.pass.OpenAiPassage;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Field;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A provider that speaks OpenAI's API, with the oddities that its preset lists.
public final class OpenAiProvider implements ProviderDialect {
  private static final Field JSON = new Field("Content-Type", "application/json");

  private final Set<Quirk> quirks;
  private final List<Field> attribution;
  private final CallMemory memory = new CallMemory();
  private final Reading reading;

  /// Who asks, for providers that want to know.
  ///
  /// @param referer an address, empty for none
  /// @param title a name, empty for none
  public record Asker(String referer, String title) {
    /// Nobody who says so.
    public static final Asker UNNAMED = new Asker("", "");
  }

  /// A provider of this kind.
  ///
  /// @param clock for moments in its answers when its own clock is not told
  public OpenAiProvider(Preset preset, Asker asker, WallClock clock) {
    this.quirks = preset.quirks();
    this.attribution = attribution(asker, quirks);
    this.reading = new Reading(quirks, memory, new RetryHint(clock));
  }

  private static List<Field> attribution(Asker asker, Set<Quirk> quirks) {
    var fields = new ArrayList<Field>(2);
    if (quirks.contains(Quirk.ATTRIBUTION)) {
      if (!asker.referer().isEmpty()) {
        fields.add(new Field("HTTP-Referer", asker.referer()));
      }
      if (!asker.title().isEmpty()) {
        fields.add(new Field("X-Title", asker.title()));
      }
    }
    return List.copyOf(fields);
  }

  @Override
  public List<Field> credentials(String key) {
    return List.of(new Field("Authorization", "Bearer " + key));
  }

  @Override
  public Optional<Passthrough> passing(Api api) {
    boolean same =
        api == Api.OPENAI_CHAT
            || (api == Api.OPENAI_COMPLETIONS && quirks.contains(Quirk.COMPLETIONS));
    return same && !quirks.contains(Quirk.OWN_WORDS_ONLY)
        ? Optional.of(new OpenAiPassage(this, quirks, reading, this::headers))
        : Optional.empty();
  }

  @Override
  public @Nullable String lacks(ChatRequest request) {
    return Lacking.of(request, quirks);
  }

  @Override
  public Call ask(ChatRequest request, String model, List<byte[]> answers) {
    if (request.prompt() instanceof Prompt.Plain plain && TextWriting.isNeeded(request)) {
      ObjectNode body = TextWriting.body(request, plain, model, quirks);
      return post("/completions", body, true);
    }
    ObjectNode body = ChatWriting.body(request, model, quirks, memory);
    return post("/chat/completions", body, true);
  }

  private Call post(String target, ObjectNode body, boolean stream) {
    return new Call("POST", target, headers(stream), new JsonPayload(body));
  }

  private List<Field> headers(boolean stream) {
    var fields = new ArrayList<Field>(4);
    fields.add(JSON);
    fields.add(new Field("Accept", stream ? "text/event-stream" : "application/json"));
    fields.addAll(attribution);
    return List.copyOf(fields);
  }

  @Override
  public AnswerReader reader(ChatRequest request, String model, String type) {
    return reading.answer(request, type);
  }

  @Override
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return reading.complaint(status, header, body);
  }

  @Override
  public Optional<Call> embed(EmbeddingRequest request, String model) {
    if (!quirks.contains(Quirk.EMBEDDINGS)) {
      return Optional.empty();
    }
    ObjectNode body = Json.object().put("model", model);
    request.inputs().forEach(body.putArray("input")::add);
    if (request.dimensions() != null) {
      body.put("dimensions", request.dimensions());
    }
    return Optional.of(post("/embeddings", body, false));
  }

  @Override
  public Embedded embedded(EmbeddingRequest request, byte[] body) {
    return reading.vectors(request, body);
  }

  @Override
  public Call list() {
    return new Call("GET", "/models", attribution, null);
  }

  @Override
  public Optional<List<ModelCard>> listed(byte[] body) {
    return ModelList.of(body);
  }
}
