package dev.homeport.dialect.ollama.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.ShowPage;
import dev.homeport.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what Ollama tells of its models.
public final class ModelLists {
  private static final String CONTEXT = ".context_length";

  private ModelLists() {}

  /// The models of `/api/tags`; nothing where it is no such list. What they can do is left open:
  /// the list leaves out half of it (wire.md A.2), their pages do not.
  public static Optional<List<ModelCard>> listed(byte[] body) {
    JsonNode list = Json.readOrMissing(body, 0, body.length).path("models");
    if (list.isMissingNode() || (!list.isArray() && !list.isNull())) {
      return Optional.empty();
    }
    var cards = new ArrayList<ModelCard>();
    for (JsonNode model : list) {
      String name = model.path("name").asText(model.path("model").asText(""));
      if (!name.isEmpty()) {
        JsonNode details = model.path("details");
        cards.add(
            new ModelCard(
                name,
                null,
                positive(details.path("context_length")),
                Math.max(0, model.path("size").asLong(0)),
                model.path("digest").asText(""),
                instant(model.path("modified_at").asText("")),
                details(details),
                null));
      }
    }
    return Optional.of(List.copyOf(cards));
  }

  /// The model with what its `/api/show` says; as it was where that is no such page.
  public static ModelCard paged(ModelCard model, byte[] body) {
    if (!(Json.readOrMissing(body, 0, body.length) instanceof ObjectNode page)
        || !page.path("model_info").isObject()) {
      return model;
    }
    page.remove("tensors");
    JsonNode details = page.path("details");
    Integer context = context(page.path("model_info"));
    Instant modified = instant(page.path("modified_at").asText(""));
    return new ModelCard(
        model.name(),
        capabilities(page.path("capabilities")),
        context != null ? context : model.context(),
        model.size(),
        model.digest(),
        modified != null ? modified : model.modified(),
        details.isObject() ? details(details) : model.details(),
        withoutPaths(page, model.name()));
  }

  private static String withoutPaths(ObjectNode page, String model) {
    byte[] body = Json.bytes(page);
    var shown = new ShowPage(model);
    shown.add(body, 0, body.length);
    return new String(shown.shown(), UTF_8);
  }

  private static @Nullable Set<Capability> capabilities(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    var capabilities = EnumSet.noneOf(Capability.class);
    for (JsonNode word : list) {
      Capability.of(word.asText("")).ifPresent(capabilities::add);
    }
    return Set.copyOf(capabilities);
  }

  /// The context of the model itself, not that of an eye or an ear it may have.
  private static @Nullable Integer context(JsonNode info) {
    String own = info.path("general.architecture").asText("") + CONTEXT;
    Integer context = positive(info.path(own));
    if (context != null) {
      return context;
    }
    for (var field : info.properties()) {
      if (field.getKey().endsWith(CONTEXT)) {
        context = positive(field.getValue());
      }
    }
    return context;
  }

  private static ModelCard.Details details(JsonNode details) {
    var families = new ArrayList<String>();
    for (JsonNode family : details.path("families")) {
      families.add(family.asText(""));
    }
    return new ModelCard.Details(
        details.path("format").asText(""),
        details.path("family").asText(""),
        List.copyOf(families),
        details.path("parameter_size").asText(""),
        details.path("quantization_level").asText(""));
  }

  private static @Nullable Integer positive(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt() && number.intValue() > 0
        ? (Integer) number.intValue()
        : null;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
