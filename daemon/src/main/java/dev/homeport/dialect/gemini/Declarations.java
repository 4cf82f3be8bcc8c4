package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.schema.References;
import dev.homeport.dialect.turn.ToolAliases;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// Writes tools as declarations of functions, and which of them shall be called.
final class Declarations {
  private Declarations() {}

  /// Puts them into the body of a request, where there are any.
  static void write(Tooling tooling, ToolAliases aliases, ObjectNode body) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    ArrayNode list = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (Tool tool : tooling.tools()) {
      ObjectNode function = list.addObject().put("name", aliases.alias(tool.name()));
      if (tool.description() != null) {
        function.put("description", tool.description());
      }
      JsonNode schema = parameters(tool.parameters());
      if (schema != null) {
        function.set("parametersJsonSchema", schema);
      }
    }
    Tooling.Choice choice = tooling.choice();
    if (choice != null) {
      ObjectNode config = body.putObject("toolConfig").putObject("functionCallingConfig");
      switch (choice) {
        case Tooling.Choice.Auto _ -> config.put("mode", "AUTO");
        case Tooling.Choice.None _ -> config.put("mode", "NONE");
        case Tooling.Choice.Required _ -> config.put("mode", "ANY");
        case Tooling.Choice.Named(String tool) ->
            config.put("mode", "ANY").putArray("allowedFunctionNames").add(aliases.alias(tool));
      }
    }
  }

  /// The schema of the arguments; nothing where the function takes none, because an object without
  /// properties is refused.
  private static @Nullable JsonNode parameters(@Nullable String text) {
    JsonNode schema = text == null ? null : schema(text);
    if (!(schema instanceof ObjectNode object) || object.isEmpty()) {
      return null;
    }
    if (!object.path("type").asText().equals("object")) {
      object.put("type", "object");
    }
    boolean takesNone =
        object.path("properties").isEmpty()
            && !object.has("anyOf")
            && !object.has("oneOf")
            && !object.has("allOf")
            && !object.path("additionalProperties").isObject();
    return takesNone ? null : object;
  }

  /// A schema without references; nothing where the text is none.
  static @Nullable JsonNode schema(String text) {
    try {
      JsonNode schema = References.inlined(Json.read(text));
      return schema.isObject() ? schema : null;
    } catch (JsonProcessingException _) {
      return null;
    }
  }
}
