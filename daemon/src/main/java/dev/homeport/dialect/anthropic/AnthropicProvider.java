package dev.homeport.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.anthropic.asked.Limits;
import dev.homeport.dialect.anthropic.asked.MessagesQuestion;
import dev.homeport.dialect.anthropic.read.Complaints;
import dev.homeport.dialect.anthropic.read.MessageBodyReader;
import dev.homeport.dialect.anthropic.read.MessageEventsReader;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Anthropic's API, as a provider speaks it. Its base URL ends in `/v1`.
public final class AnthropicProvider implements ProviderDialect {
  private static final Field JSON = new Field("Content-Type", "application/json");
  private static final Field EVENTS = new Field("Accept", "text/event-stream");
  private static final Field VERSION = new Field("anthropic-version", "2023-06-01");

  private final CallMemory memory = new CallMemory();
  private final RetryHint hint;

  /// @param clock ours, for answers that do not tell their own time
  public AnthropicProvider(WallClock clock) {
    this.hint = new RetryHint(clock);
  }

  @Override
  public List<Field> credentials(String key) {
    return List.of(new Field("x-api-key", key));
  }

  @Override
  public Optional<Passthrough> passing(Api api) {
    return api == Api.ANTHROPIC_MESSAGES
        ? Optional.of(new AnthropicPassthrough(this))
        : Optional.empty();
  }

  @Override
  public @Nullable String lacks(ChatRequest request) {
    return Limits.of(request);
  }

  @Override
  public Call ask(ChatRequest request, String model, List<byte[]> answers) {
    byte[] body = MessagesQuestion.body(request, model, memory);
    return call(Payload.of(body));
  }

  /// The call that carries this body.
  static Call call(Payload body) {
    return new Call("POST", "/messages", List.of(JSON, EVENTS, VERSION), body);
  }

  @Override
  public AnswerReader reader(ChatRequest request, String model, String type) {
    return areEvents(type) ? new MessageEventsReader(memory) : new MessageBodyReader(memory);
  }

  /// Whether an answer comes as events, as it was asked for: what it says of its type counts more.
  static boolean areEvents(String type) {
    return !type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  @Override
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return Complaints.of(status, header, body, hint);
  }

  @Override
  public Call list() {
    return new Call("GET", "/models?limit=1000", List.of(VERSION), null);
  }

  @Override
  public Optional<List<ModelCard>> listed(byte[] body) {
    JsonNode models = Json.readOrMissing(body, 0, body.length).path("data");
    if (!models.isArray()) {
      return Optional.empty();
    }
    var cards = new ArrayList<ModelCard>(models.size());
    for (JsonNode model : models) {
      String id = model.path("id").asText("");
      if (!id.isEmpty()) {
        cards.add(card(id, model));
      }
    }
    return Optional.of(List.copyOf(cards));
  }

  private static ModelCard card(String id, JsonNode model) {
    JsonNode context = model.path("max_input_tokens");
    return new ModelCard(
        id,
        capabilities(model.path("capabilities")),
        context.canConvertToInt() && context.intValue() > 0 ? context.intValue() : null,
        0,
        "",
        time(model.path("created_at").asText("")),
        ModelCard.Details.UNKNOWN,
        null);
  }

  /// Every model takes tools; the rest is told, or it is not known.
  private static @Nullable Set<Capability> capabilities(JsonNode told) {
    if (!told.isObject()) {
      return null;
    }
    var can = EnumSet.of(Capability.COMPLETION, Capability.TOOLS);
    if (told.path("image_input").path("supported").asBoolean()) {
      can.add(Capability.VISION);
    }
    if (told.path("thinking").path("supported").asBoolean()) {
      can.add(Capability.THINKING);
    }
    return can;
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
