package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.contract.Ability;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// `/v1/responses`, without any state, as Codex uses it.
final class ResponsesClient implements ClientVoice {
  private static final Knobs KNOBS =
      new Knobs(
          Map.of(
              "temperature", "temperature",
              "top_p", "top_p",
              "max_tokens", "max_output_tokens"));

  @Override
  public Api api() {
    return Api.OPENAI_RESPONSES;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.CHANCES));
  }

  @Override
  public Asked said(Asked asked) {
    return asked
        .turned(KNOBS.known(asked))
        .thinking("on".equals(asked.think()) ? null : asked.think());
  }

  @Override
  public byte[] body(Asked asked) {
    ObjectNode body = Nodes.object().put("model", asked.model()).put("store", false);
    ArrayNode input = body.putArray("input");
    for (Turn turn : asked.turns()) {
      if (turn instanceof Turn.Instruction(String text)
          && input.isEmpty()
          && !body.has("instructions")) {
        body.put("instructions", text);
      } else {
        item(turn, input);
      }
    }
    if (!asked.offers().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      asked
          .offers()
          .forEach(
              offer -> Offers.flat(offer, "parameters", tools.addObject().put("type", "function")));
    }
    String choice = asked.choice();
    if (choice != null) {
      if (choice.startsWith("=")) {
        body.putObject("tool_choice").put("type", "function").put("name", choice.substring(1));
      } else {
        body.put("tool_choice", choice);
      }
    }
    KNOBS.write(asked, body);
    Asked.Shape shape = asked.shape();
    if (shape != null) {
      ObjectNode format = body.putObject("text").putObject("format");
      JsonNode schema = shape.schema();
      if (schema == null) {
        format.put("type", "json_object");
      } else {
        format.put("type", "json_schema").put("name", "answer").put("strict", true);
        format.set("schema", schema);
      }
    }
    String think = asked.think();
    if (think != null && !think.equals("on")) {
      body.putObject("reasoning").put("effort", think.equals("off") ? "none" : think);
    }
    body.put("stream", asked.stream());
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void item(Turn turn, ArrayNode input) {
    switch (turn) {
      case Turn.Instruction(String text) ->
          input.addObject().put("role", "developer").put("content", text);
      case Turn.User(String text, var pictures) -> {
        ArrayNode parts =
            input.addObject().put("type", "message").put("role", "user").putArray("content");
        parts.addObject().put("type", "input_text").put("text", text);
        for (Turn.Picture picture : pictures) {
          parts
              .addObject()
              .put("type", "input_image")
              .put("detail", "auto")
              .put("image_url", "data:" + picture.mime() + ";base64," + picture.base64());
        }
      }
      case Turn.Model(String thinking, String text, var calls) -> {
        if (!thinking.isEmpty()) {
          input
              .addObject()
              .put("type", "reasoning")
              .put("id", "rs_1")
              .putArray("summary")
              .addObject()
              .put("type", "summary_text")
              .put("text", thinking);
        }
        if (!text.isEmpty()) {
          input
              .addObject()
              .put("type", "message")
              .put("id", "msg_1")
              .put("role", "assistant")
              .put("status", "completed")
              .putArray("content")
              .addObject()
              .put("type", "output_text")
              .put("text", text)
              .putArray("annotations");
        }
        for (Turn.Called call : calls) {
          input
              .addObject()
              .put("type", "function_call")
              .put("call_id", call.id())
              .put("name", call.tool())
              .put("arguments", call.arguments().toString());
        }
      }
      case Turn.Result(String id, _, String text) ->
          input
              .addObject()
              .put("type", "function_call_output")
              .put("call_id", id)
              .put("output", text);
    }
  }

  @Override
  public String type(boolean stream) {
    return stream ? "text/event-stream" : "application/json";
  }

  @Override
  public Seen see(byte[] answer, Asked asked) {
    return new ResponsesView(asked).see(answer);
  }

  @Override
  public String toString() {
    return "openai responses";
  }
}
