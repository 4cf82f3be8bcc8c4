package dev.homeport.dialect.responses.heard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.json.Json;

/// What of a question the answer says again, as the API does: strict clients want it there.
///
/// @param fields fields of an object, with a comma before each
public record Echo(String fields) {
  static Echo of(JsonNode body) {
    ObjectNode echo = Json.object();
    said(echo, body, "instructions", "null");
    said(echo, body, "max_output_tokens", "null");
    said(echo, body, "max_tool_calls", "null");
    said(echo, body, "metadata", "{}");
    said(echo, body, "parallel_tool_calls", "true");
    said(echo, body, "prompt_cache_key", "null");
    said(echo, body, "reasoning", "{\"effort\":null,\"summary\":null}");
    said(echo, body, "safety_identifier", "null");
    said(echo, body, "temperature", "1.0");
    said(echo, body, "text", "{\"format\":{\"type\":\"text\"}}");
    said(echo, body, "tool_choice", "\"auto\"");
    said(echo, body, "tools", "[]");
    said(echo, body, "top_logprobs", "0");
    said(echo, body, "top_p", "1.0");
    said(echo, body, "truncation", "\"disabled\"");
    said(echo, body, "user", "null");
    String object = Json.text(echo);
    return new Echo("," + object.substring(1, object.length() - 1));
  }

  private static void said(ObjectNode echo, JsonNode body, String name, String otherwise) {
    JsonNode said = body.path(name);
    boolean isThere = !said.isMissingNode() && !said.isNull();
    byte[] json = otherwise.getBytes(US_ASCII);
    echo.set(name, isThere ? said : Json.readOrMissing(json, 0, json.length));
  }
}
