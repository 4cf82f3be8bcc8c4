package dev.homeport.dialect.openai.ask;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.wire.json.Json;
import java.util.Set;

/// The body of `/chat/completions`: what the client said and nothing else (wire.md G.9), in the
/// provider's own words for it.
public final class ChatWriting {
  private static final String ANY_OBJECT = "{\"type\":\"object\",\"properties\":{}}";

  private ChatWriting() {}

  /// The body that asks this.
  public static ObjectNode body(
      ChatRequest request, String model, Set<Quirk> quirks, CallMemory memory) {
    ObjectNode body = Json.object().put("model", model);
    body.set("messages", MessageWriting.write(request.prompt().messages(), quirks, memory));
    var thinking = new ThinkingWriting(request.reasoning(), model, quirks);
    tools(request.tooling(), quirks, body);
    format(request.format(), quirks, body);
    SamplingWriting.write(request.sampling(), thinking.refusesSampling(), quirks, body);
    chances(request, quirks, body);
    thinking.write(body);
    stream(quirks, body);
    return body;
  }

  private static void tools(Tooling tooling, Set<Quirk> quirks, ObjectNode body) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = body.putArray("tools");
    for (Tool tool : tooling.tools()) {
      ObjectNode function =
          tools.addObject().put("type", "function").putObject("function").put("name", tool.name());
      if (tool.description() != null) {
        function.put("description", tool.description());
      }
      String parameters = tool.parameters();
      function.set("parameters", Remembered.json(parameters == null ? ANY_OBJECT : parameters));
      if (tool.strict() != null && !quirks.contains(Quirk.NO_STRICT)) {
        function.put("strict", tool.strict());
      }
    }
    Choice choice = tooling.choice();
    if (choice != null) {
      choice(choice, quirks, body);
    }
    if (tooling.parallel() != null && !quirks.contains(Quirk.NO_PARALLEL)) {
      body.put("parallel_tool_calls", tooling.parallel());
    }
  }

  private static void choice(Choice choice, Set<Quirk> quirks, ObjectNode body) {
    switch (choice) {
      case Choice.Auto _ -> body.put("tool_choice", "auto");
      case Choice.None _ -> body.put("tool_choice", "none");
      case Choice.Required _ ->
          body.put("tool_choice", quirks.contains(Quirk.ANY_IS_REQUIRED) ? "any" : "required");
      case Choice.Named(String tool) ->
          body.putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .put("name", tool);
    }
  }

  private static void format(Format format, Set<Quirk> quirks, ObjectNode body) {
    switch (format) {
      case Format.Free _ -> {}
      case Format.Json _ when quirks.contains(Quirk.SCHEMA_FOR_JSON) ->
          schema(new Format.Schema(null, "{\"type\":\"object\"}", null), body);
      case Format.Json _ -> body.putObject("response_format").put("type", "json_object");
      case Format.Schema schema -> schema(schema, body);
    }
  }

  private static void schema(Format.Schema schema, ObjectNode body) {
    ObjectNode about =
        body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
    about.put("name", schema.name() == null ? "answer" : schema.name());
    about.set("schema", Remembered.json(schema.schema()));
    if (schema.strict() != null) {
      about.put("strict", schema.strict());
    }
  }

  private static void chances(ChatRequest request, Set<Quirk> quirks, ObjectNode body) {
    Integer others = request.topLogprobs();
    if (others == null || quirks.contains(Quirk.NO_LOGPROBS)) {
      return;
    }
    if (quirks.contains(Quirk.NUMBERED_LOGPROBS)) {
      body.put("logprobs", Math.max(1, others));
    } else {
      body.put("logprobs", true);
      if (others > 0) {
        body.put("top_logprobs", others);
      }
    }
  }

  static void stream(Set<Quirk> quirks, ObjectNode body) {
    body.put("stream", true);
    if (quirks.contains(Quirk.USAGE_ON_REQUEST)) {
      body.putObject("stream_options").put("include_usage", true);
    }
  }
}
