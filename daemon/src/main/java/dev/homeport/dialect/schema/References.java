package dev.homeport.dialect.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.json.Json;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.Set;

/// Puts what a schema refers to in the place of the reference.
///
/// Where a definition contains itself, the inner one may be any object. What lies outside of the
/// document is anything, and so is everything beyond [#MOST] nodes: definitions that use each other
/// twice grow without end.
public final class References {
  private static final int MOST = 20_000;
  private static final String REFERENCE = "$ref";

  /// What only says something to readers of references.
  private static final Set<String> FOR_REFERENCES =
      Set.of("$schema", "$id", "$defs", "definitions", "$anchor", "$comment");

  private final JsonNode root;
  private final Set<String> open = new HashSet<>();
  private int nodes;

  private References(JsonNode root) {
    this.root = root;
  }

  /// The schema without references.
  public static JsonNode inlined(JsonNode schema) {
    return new References(schema).schema(schema);
  }

  private JsonNode schema(JsonNode node) {
    if (++nodes > MOST) {
      return Json.object();
    }
    if (node.isArray()) {
      var list = Json.array();
      node.forEach(item -> list.add(schema(item)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    JsonNode reference = node.get(REFERENCE);
    return reference != null && reference.isTextual()
        ? target(reference.textValue(), node)
        : members(node, Json.object());
  }

  private JsonNode target(String reference, JsonNode node) {
    if (!open.add(reference)) {
      return members(node, Json.object().put("type", "object"));
    }
    JsonNode found = found(reference);
    JsonNode target = schema(found);
    open.remove(reference);
    ObjectNode merged = Json.object();
    if (target instanceof ObjectNode object) {
      merged.setAll(object);
    }
    return members(node, merged);
  }

  private JsonNode found(String reference) {
    if (!reference.startsWith("#")) {
      return Json.object();
    }
    try {
      String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), UTF_8);
      return root.at(pointer);
    } catch (IllegalArgumentException _) {
      return Json.object();
    }
  }

  /// The fields of a schema; those of a list of properties are names, be they what they may.
  private ObjectNode members(JsonNode node, ObjectNode into) {
    for (var field : node.properties()) {
      String name = field.getKey();
      if (name.equals("properties") && field.getValue().isObject()) {
        ObjectNode properties = into.putObject(name);
        for (var property : field.getValue().properties()) {
          properties.set(property.getKey(), schema(property.getValue()));
        }
      } else if (isLiteral(name)) {
        into.set(name, field.getValue());
      } else if (!name.equals(REFERENCE) && !FOR_REFERENCES.contains(name)) {
        into.set(name, schema(field.getValue()));
      }
    }
    return into;
  }

  private static boolean isLiteral(String name) {
    return name.equals("enum")
        || name.equals("const")
        || name.equals("default")
        || name.equals("examples");
  }
}
