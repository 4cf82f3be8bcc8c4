package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homeport.contract.Asked;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Schemas for those who take only some of JSON Schema (trap 24): compared without what they do not
/// know, and without regard to how types are written.
final class Schemas {
  private static final List<String> UNKNOWN =
      List.of("additionalProperties", "$schema", "propertyOrdering", "strict");

  private Schemas() {}

  /// The same question with plain schemas.
  static Asked plain(Asked asked) {
    Asked.Shape shape = asked.shape();
    return asked
        .offering(
            asked.offers().stream()
                .map(
                    each ->
                        new Asked.Offer(each.name(), each.description(), plain(each.parameters())))
                .toArray(Asked.Offer[]::new))
        .shaped(shape == null ? null : new Asked.Shape(plain(shape.schema())));
  }

  private static @Nullable JsonNode plain(@Nullable JsonNode schema) {
    if (schema == null) {
      return null;
    }
    JsonNode copy = schema.deepCopy();
    strip(copy);
    return copy;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(UNKNOWN);
      if (object.path("type").isTextual()) {
        object.set(
            "type", TextNode.valueOf(object.path("type").textValue().toLowerCase(Locale.ROOT)));
      }
    }
    node.forEach(Schemas::strip);
  }
}
