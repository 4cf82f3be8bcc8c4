package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.dialect.schema.References;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A schema in the few words that GigaChat knows (wire.md E.2, G.24).
///
/// Every value has one type, an object its properties, a list its items. Of several possibilities
/// the first that is not null is taken; what an enumeration of numbers would say is said to the
/// model in words.
final class PlainSchema {
  private static final List<String> CHOICES = List.of("anyOf", "oneOf");
  private static final Set<String> FORMATS = Set.of("date", "date-time", "time");
  private static final int DEEPEST = 32;

  private PlainSchema() {}

  /// The schema of an object, whatever the text is.
  static ObjectNode object(@Nullable String text) {
    ObjectNode schema = plain(read(text), DEEPEST);
    if (schema.path("type").asText().equals("object")) {
      return schema;
    }
    var object = Json.object().put("type", "object");
    object.set("properties", Json.object());
    return object;
  }

  /// The schema that the text says.
  static ObjectNode of(String text) {
    return plain(read(text), DEEPEST);
  }

  private static JsonNode read(@Nullable String text) {
    try {
      return text == null ? Json.object() : References.inlined(Json.read(text));
    } catch (JsonProcessingException _) {
      return Json.object();
    }
  }

  private static ObjectNode plain(JsonNode given, int deep) {
    ObjectNode schema = united(given, deep);
    String type = deep == 0 ? "string" : type(schema);
    var plain = Json.object().put("type", type);
    String description = description(schema);
    if (!description.isEmpty()) {
      plain.put("description", description);
    }
    switch (type) {
      case "object" -> {
        ObjectNode properties = plain.putObject("properties");
        for (var property : schema.path("properties").properties()) {
          properties.set(property.getKey(), plain(property.getValue(), deep - 1));
        }
        ArrayNode required = Json.array();
        for (JsonNode name : schema.path("required")) {
          if (properties.has(name.asText())) {
            required.add(name.asText());
          }
        }
        if (!required.isEmpty()) {
          plain.set("required", required);
        }
      }
      case "array" -> {
        JsonNode items = schema.path("items");
        JsonNode each = items.isObject() ? items : schema.path("prefixItems").path(0);
        plain.set("items", plain(each, deep - 1));
      }
      case "string" -> {
        ArrayNode values = texts(values(schema));
        if (!values.isEmpty()) {
          plain.set("enum", values);
        }
        if (FORMATS.contains(schema.path("format").asText())) {
          plain.set("format", schema.path("format"));
        }
      }
      default -> {}
    }
    return plain;
  }

  /// One schema of all that must hold and the first of those of which one must.
  private static ObjectNode united(JsonNode given, int deep) {
    ObjectNode united = Json.object();
    for (var field : given.properties()) {
      if (!field.getKey().equals("allOf") && !CHOICES.contains(field.getKey())) {
        united.set(field.getKey(), field.getValue());
      }
    }
    if (deep > 0) {
      for (JsonNode each : given.path("allOf")) {
        add(united(each, deep - 1), united);
      }
      for (String choice : CHOICES) {
        for (JsonNode each : given.path(choice)) {
          if (!each.path("type").asText().equals("null")) {
            add(united(each, deep - 1), united);
            break;
          }
        }
      }
    }
    return united;
  }

  private static void add(ObjectNode more, ObjectNode to) {
    for (var field : more.properties()) {
      JsonNode there = to.get(field.getKey());
      if (there instanceof ObjectNode known && field.getKey().equals("properties")) {
        ObjectNode both = known.deepCopy();
        field.getValue().properties().forEach(each -> both.set(each.getKey(), each.getValue()));
        to.set("properties", both);
      } else if (there instanceof ArrayNode known && field.getKey().equals("required")) {
        to.set("required", known.deepCopy().addAll(Json.array().addAll(list(field.getValue()))));
      } else if (there == null) {
        to.set(field.getKey(), field.getValue());
      }
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    return array.valueStream().toList();
  }

  private static String type(ObjectNode schema) {
    JsonNode said = schema.path("type");
    for (JsonNode each : said.isArray() ? said : Json.array().add(said)) {
      switch (each.asText()) {
        case "object", "array", "string", "number", "integer", "boolean" -> {
          return each.asText();
        }
        default -> {}
      }
    }
    if (schema.has("properties") || schema.has("additionalProperties")) {
      return "object";
    }
    return schema.has("items") || schema.has("prefixItems") ? "array" : "string";
  }

  private static JsonNode values(ObjectNode schema) {
    return schema.has("const") ? Json.array().add(schema.get("const")) : schema.path("enum");
  }

  private static ArrayNode texts(JsonNode values) {
    ArrayNode texts = Json.array();
    for (JsonNode value : values) {
      if (value.isTextual()) {
        texts.add(value);
      }
    }
    return texts;
  }

  private static String description(ObjectNode schema) {
    String said = schema.path("description").asText("");
    JsonNode values = values(schema);
    if (values.isEmpty() || !texts(values).isEmpty()) {
      return said;
    }
    var words = new StringJoiner(", ", said.isEmpty() ? "One of: " : said + " One of: ", ".");
    values.forEach(value -> words.add(value.asText()));
    return words.toString();
  }
}
