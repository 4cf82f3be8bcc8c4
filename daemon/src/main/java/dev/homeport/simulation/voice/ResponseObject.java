package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The object that `/v1/responses` is about, and the items in it.
final class ResponseObject {
  private final String id;
  private final String model;
  private final WallClock wall;
  private final JsonObject asked;
  private final long created;

  ResponseObject(String id, String model, WallClock wall, JsonObject asked) {
    this.id = id;
    this.model = model;
    this.wall = wall;
    this.asked = asked;
    this.created = wall.now().getEpochSecond();
  }

  JsonFields begun() {
    return object(null, "in_progress", List.of(), null);
  }

  JsonFields completed(List<JsonFields> output, Spoken spoken) {
    var usage =
        new JsonFields()
            .put("input_tokens", spoken.promptTokens())
            .put("output_tokens", spoken.tokens())
            .put("total_tokens", spoken.promptTokens() + spoken.tokens())
            .put("input_tokens_details", new JsonFields().put("cached_tokens", 0))
            .put("output_tokens_details", new JsonFields().put("reasoning_tokens", 0));
    return object(wall.now().getEpochSecond(), "completed", List.copyOf(output), usage);
  }

  private JsonFields object(
      @Nullable Long completed,
      String status,
      List<JsonFields> output,
      @Nullable JsonFields usage) {
    String effort = asked.object("reasoning").text("effort");
    JsonFields reasoning =
        effort == null ? null : new JsonFields().put("effort", effort).put("summary", null);
    long most = asked.number("max_output_tokens", 0);
    return new JsonFields()
        .put("id", id)
        .put("object", "response")
        .put("created_at", created)
        .put("completed_at", completed)
        .put("status", status)
        .put("incomplete_details", null)
        .put("model", model)
        .put("previous_response_id", null)
        .put("instructions", asked.text("instructions"))
        .put("output", output)
        .put("error", null)
        .put("tools", asked.objects("tools").stream().map(ResponseObject::tool).toList())
        .put("tool_choice", "auto")
        .put("truncation", "disabled")
        .put("parallel_tool_calls", true)
        .put("text", new JsonFields().put("format", new JsonFields().put("type", "text")))
        .put("top_p", 1)
        .put("presence_penalty", 0)
        .put("frequency_penalty", 0)
        .put("top_logprobs", 0)
        .put("temperature", 1)
        .put("reasoning", reasoning)
        .put("usage", usage)
        .put("max_output_tokens", most > 0 ? most : null)
        .put("max_tool_calls", null)
        .put("store", false)
        .put("background", false)
        .put("service_tier", "default")
        .put("metadata", new JsonFields())
        .put("safety_identifier", null)
        .put("prompt_cache_key", null);
  }

  private static JsonFields tool(JsonObject given) {
    return new JsonFields()
        .put("type", "function")
        .put("name", given.text("name"))
        .put("description", given.text("description"))
        .put("strict", null)
        .put("parameters", given.object("parameters").fields().sorted());
  }

  static JsonFields text(String text) {
    return new JsonFields()
        .put("type", "output_text")
        .put("text", text)
        .put("annotations", List.of())
        .put("logprobs", List.of());
  }

  static JsonFields message(String id, String status, List<JsonFields> content) {
    return new JsonFields()
        .put("id", id)
        .put("type", "message")
        .put("status", status)
        .put("role", "assistant")
        .put("content", content);
  }

  static JsonFields reasoning(String id, String thoughts) {
    var part = new JsonFields().put("type", "summary_text").put("text", thoughts);
    return new JsonFields()
        .put("id", id)
        .put("type", "reasoning")
        .put("summary", List.of(part))
        .put("encrypted_content", thoughts);
  }

  static JsonFields call(String id, Piece.Call call, String status, String arguments) {
    return new JsonFields()
        .put("id", id)
        .put("type", "function_call")
        .put("status", status)
        .put("call_id", call.id())
        .put("name", call.name())
        .put("arguments", arguments);
  }
}
