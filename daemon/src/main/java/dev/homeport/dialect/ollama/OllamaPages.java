package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What Ollama tells of itself and its models, told of models that may be anybody's.
///
/// Every field is there that some client misses when it is not (clients.md 6), made up only where
/// nothing else can be known: a digest out of the name, because programs take models of one digest
/// for one, and the beginning of time.
public final class OllamaPages {
  private static final String MODELS = "models";
  private static final String CONTEXT = "context_length";

  /// A digest shorter than this panics the `ollama` program.
  private static final int SHORTEST_DIGEST = 12;

  private OllamaPages() {}

  /// A model in memory.
  ///
  /// @param vram how many of its bytes are in the graphics memory
  /// @param context the context it was loaded with, where that is known
  /// @param expires when it goes, where that is known
  public record Loaded(
      ModelCard card, long vram, @Nullable Integer context, @Nullable Instant expires) {}

  /// `/api/version`.
  public static byte[] version(String version) {
    return Json.bytes(Json.object().put("version", version));
  }

  /// `/api/tags`, in this order.
  public static byte[] tags(List<ModelCard> cards) {
    ObjectNode page = Json.object();
    ArrayNode models = page.putArray(MODELS);
    for (ModelCard card : cards) {
      ObjectNode model = models.addObject();
      named(card, model);
      model.put("modified_at", time(card.modified()));
      model.put("size", card.size()).put("digest", digest(card));
      ObjectNode details = details(card.details());
      if (card.context() != null) {
        details.put(CONTEXT, card.context());
      }
      model.set("details", details);
      if (card.capabilities() != null) {
        model.set("capabilities", words(card.capabilities()));
      }
    }
    return Json.bytes(page);
  }

  /// `/api/ps`.
  public static byte[] loaded(List<Loaded> loaded) {
    ObjectNode page = Json.object();
    ArrayNode models = page.putArray(MODELS);
    for (Loaded each : loaded) {
      ObjectNode model = models.addObject();
      named(each.card(), model);
      model.put("size", each.card().size()).put("digest", digest(each.card()));
      model.set("details", details(each.card().details()));
      model.put("expires_at", time(each.expires())).put("size_vram", each.vram());
      model.put(CONTEXT, each.context() == null ? 0 : each.context());
    }
    return Json.bytes(page);
  }

  /// The same as home says it, as far as it may be shown; as if nothing were loaded where home says
  /// something else.
  ///
  /// @param shown whether the model of this name may be
  public static byte[] loaded(byte[] page, Predicate<String> shown) {
    if (!(Json.readOrMissing(page, 0, page.length) instanceof ObjectNode read)
        || !(read.path(MODELS) instanceof ArrayNode models)) {
      return loaded(List.of());
    }
    ArrayNode left = Json.array();
    for (JsonNode model : models) {
      if (shown.test(model.path("name").asText())) {
        left.add(model);
      }
    }
    return left.size() == models.size() ? page : Json.bytes(Json.object().set(MODELS, left));
  }

  /// `/api/show`: the page that the model has somewhere, or one made for it.
  ///
  /// @param capabilities what it can do wherever it may be asked
  public static byte[] show(ModelCard card, Set<Capability> capabilities) {
    ObjectNode page = page(card);
    page.set("capabilities", words(capabilities));
    if (!page.path("model_info").isObject()) {
      page.set("model_info", info(card));
    }
    page.remove(List.of("remote_model", "remote_host"));
    return Json.bytes(page);
  }

  /// What is said when a model was pulled, or is there anyway: `/api/pull`.
  ///
  /// @param stream whether lines were asked for
  public static byte[] pulled(boolean stream) {
    return ("{\"status\":\"success\"}" + (stream ? "\n" : "")).getBytes(UTF_8);
  }

  private static ObjectNode page(ModelCard card) {
    try {
      if (card.page() != null && Json.read(card.page()) instanceof ObjectNode known) {
        return known;
      }
    } catch (JsonProcessingException _) {
      // Whatever was stored there, it is no page.
    }
    ObjectNode made = Json.object().put("modelfile", "").put("template", "");
    made.set("details", details(card.details()));
    made.set("model_info", info(card));
    made.putArray("capabilities");
    return made.put("modified_at", time(card.modified()));
  }

  /// The context stands under the name of the architecture, as programs look for it there.
  private static ObjectNode info(ModelCard card) {
    String family = card.details().family();
    String architecture = family.isEmpty() ? "unknown" : family;
    ObjectNode info = Json.object();
    info.put("general.architecture", architecture).put("general.basename", card.name());
    if (card.context() != null) {
      info.put(architecture + "." + CONTEXT, card.context());
    }
    return info;
  }

  private static void named(ModelCard card, ObjectNode model) {
    model.put("name", card.name()).put("model", card.name());
  }

  private static ObjectNode details(ModelCard.Details details) {
    ObjectNode node = Json.object().put("parent_model", "").put("format", details.format());
    ArrayNode families = node.put("family", details.family()).putArray("families");
    details.families().forEach(families::add);
    return node.put("parameter_size", details.parameterSize())
        .put("quantization_level", details.quantization());
  }

  private static ArrayNode words(Set<Capability> capabilities) {
    ArrayNode words = Json.array();
    if (!capabilities.isEmpty()) {
      EnumSet.copyOf(capabilities).forEach(capability -> words.add(capability.word()));
    }
    return words;
  }

  private static String time(@Nullable Instant time) {
    return (time == null ? Instant.EPOCH : time).toString();
  }

  private static String digest(ModelCard card) {
    if (card.digest().length() >= SHORTEST_DIGEST) {
      return card.digest();
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(card.name().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
