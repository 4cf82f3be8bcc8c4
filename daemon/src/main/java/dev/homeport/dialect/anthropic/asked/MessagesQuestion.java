package dev.homeport.dialect.anthropic.asked;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.CallMemory;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// The body of a question.
public final class MessagesQuestion {
  /// How long an answer may be where the client did not say it, because the API must be told: what
  /// every Claude since 3.5 can give, and more than nearly any answer needs.
  private static final int MAX_TOKENS = 8192;

  private MessagesQuestion() {}

  /// The body.
  ///
  /// @param memory of the thoughts that came before calls
  public static byte[] body(ChatRequest request, String model, CallMemory memory) {
    var generation = Generation.of(model);
    var thinking = Thinking.of(request, generation, memory);
    var turns =
        Turns.of(
            request.prompt().messages(),
            turn -> thinking instanceof Thinking.Off ? null : Thinking.thoughts(turn, memory));
    Sampling sampling = request.sampling();
    Long most = sampling.maxTokens();
    ObjectNode body = Json.object();
    body.put("model", model);
    body.put("max_tokens", most == null ? MAX_TOKENS + thinking.room() : Math.max(most, 1));
    if (!turns.system().isEmpty()) {
      body.put("system", turns.system());
    }
    body.set("messages", turns.messages());
    tools(request.tooling(), body);
    if (!sampling.stop().isEmpty()) {
      ArrayNode stop = body.putArray("stop_sequences");
      sampling.stop().forEach(stop::add);
    }
    if (thinking instanceof Thinking.Off && !generation.choosesTokensAsItLikes()) {
      chances(sampling, generation, body);
    }
    ObjectNode outputConfig = Json.object();
    thinking.put(body, outputConfig);
    format(request.format(), outputConfig);
    if (!outputConfig.isEmpty()) {
      body.set("output_config", outputConfig);
    }
    body.put("stream", true);
    return Json.bytes(body);
  }

  /// None of it may be said to a model that thinks, or to a new one.
  private static void chances(Sampling sampling, Generation generation, ObjectNode body) {
    Double temperature = sampling.temperature();
    if (temperature != null) {
      body.put("temperature", temperature);
    }
    if (sampling.topP() != null
        && (temperature == null || !generation.takesOneOfTemperatureAndTopP())) {
      body.put("top_p", sampling.topP());
    }
    if (sampling.topK() != null) {
      body.put("top_k", sampling.topK());
    }
  }

  private static void tools(Tooling tooling, ObjectNode body) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = body.putArray("tools");
    for (Tool tool : tooling.tools()) {
      ObjectNode said = tools.addObject().put("name", tool.name());
      if (tool.description() != null) {
        said.put("description", tool.description());
      }
      ObjectNode schema = schema(tool.parameters());
      if (!schema.has("type")) {
        schema.put("type", "object");
      }
      said.set("input_schema", schema);
    }
    ObjectNode choice = choice(tooling);
    if (choice != null) {
      body.set("tool_choice", choice);
    }
  }

  private static @Nullable ObjectNode choice(Tooling tooling) {
    boolean one = Boolean.FALSE.equals(tooling.parallel());
    if (tooling.choice() == null && !one) {
      return null;
    }
    ObjectNode said =
        switch (tooling.choice()) {
          case null -> Json.object().put("type", "auto");
          case Choice.Auto _ -> Json.object().put("type", "auto");
          case Choice.None _ -> Json.object().put("type", "none");
          case Choice.Required _ -> Json.object().put("type", "any");
          case Choice.Named(String tool) -> Json.object().put("type", "tool").put("name", tool);
        };
    return one && !(tooling.choice() instanceof Choice.None)
        ? said.put("disable_parallel_tool_use", true)
        : said;
  }

  private static void format(Format format, ObjectNode outputConfig) {
    if (format instanceof Format.Schema(_, String text, _)) {
      ObjectNode schema = schema(text);
      close(schema);
      outputConfig.set("format", Json.object().put("type", "json_schema").set("schema", schema));
    }
  }

  /// Closes the objects of a schema that leave it open whether they may have more properties: the
  /// API insists on it, and what fits the closed one fits the open one.
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(MessagesQuestion::close);
  }

  private static ObjectNode schema(@Nullable String text) {
    return text != null && Block.parsed(text) instanceof ObjectNode schema ? schema : Json.object();
  }
}
