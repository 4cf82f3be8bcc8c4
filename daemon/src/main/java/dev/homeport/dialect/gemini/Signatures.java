package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.answer.CallIds;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// What a model gave with its calls and wants to have back with them: its own id and the signature
/// of the thoughts that led to it. Only the model that gave them believes them.
final class Signatures {
  /// What Google's own program shows where it has no signature; a model of the third generation
  /// believes it on the first call of a turn.
  static final String UNKNOWN = "skip_thought_signature_validator";

  private static final String ID = "id";
  private static final String SIGNATURE = "thoughtSignature";

  private final CallMemory memory;
  private final String model;

  /// What is remembered of this model's calls.
  Signatures(CallMemory memory, String model) {
    this.memory = memory;
    this.model = model;
  }

  /// Remembers what a part with a call bears, and gives the id by which the client will know it.
  String keep(JsonNode part) {
    String known = CallIds.fresh();
    JsonNode id = part.path("functionCall").path(ID);
    JsonNode signature = part.path(SIGNATURE);
    if (id.isTextual() || signature.isTextual()) {
      var kept = Json.object().put("model", model);
      if (id.isTextual()) {
        kept.put(ID, id.textValue());
      }
      if (signature.isTextual()) {
        kept.put(SIGNATURE, signature.textValue());
      }
      memory.keep(known, Json.text(kept));
    }
    return known;
  }

  /// The model's own id of a call that the client knows by this one.
  @Nullable String idOf(String known) {
    return kept(known, ID);
  }

  /// The signature of it.
  @Nullable String signatureOf(String known) {
    return kept(known, SIGNATURE);
  }

  private @Nullable String kept(String known, String what) {
    String text = memory.of(known);
    if (text == null) {
      return null;
    }
    try {
      return Json.read(text) instanceof ObjectNode kept && model.equals(kept.path("model").asText())
          ? kept.path(what).textValue()
          : null;
    } catch (JsonProcessingException _) {
      // Another provider's.
      return null;
    }
  }
}
