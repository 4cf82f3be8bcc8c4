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

/// `/v1/chat/completions`.
///
/// @param counting whether it asks for the usage of a stream
record OpenAiChatClient(boolean counting) implements ClientVoice {
  private static final Knobs KNOBS =
      new Knobs(
          Map.of(
              "temperature", "temperature",
              "top_p", "top_p",
              "presence_penalty", "presence_penalty",
              "frequency_penalty", "frequency_penalty",
              "seed", "seed",
              "max_tokens", "max_completion_tokens",
              "stop", "stop"));

  @Override
  public Api api() {
    return Api.OPENAI_CHAT;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.OLD_THOUGHTS));
  }

  @Override
  public boolean isTold(boolean stream) {
    return counting || !stream;
  }

  /// There is no word for thinking as much as the model likes.
  @Override
  public Asked said(Asked asked) {
    return asked
        .turned(KNOBS.known(asked))
        .thinking("on".equals(asked.think()) ? null : asked.think());
  }

  @Override
  public byte[] body(Asked asked) {
    ObjectNode body = Nodes.object().put("model", asked.model());
    ArrayNode messages = body.putArray("messages");
    asked.turns().forEach(turn -> message(turn, messages));
    if (!asked.offers().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      asked.offers().forEach(offer -> Offers.nested(offer, tools.addObject()));
    }
    String choice = asked.choice();
    if (choice != null) {
      if (choice.startsWith("=")) {
        body.putObject("tool_choice")
            .put("type", "function")
            .putObject("function")
            .put("name", choice.substring(1));
      } else {
        body.put("tool_choice", choice);
      }
    }
    KNOBS.write(asked, body);
    if (body.path("stop").size() == 1) {
      // One stop text is mostly sent without a list around it (trap 11).
      body.set("stop", body.path("stop").path(0));
    }
    shape(asked, body);
    String think = asked.think();
    if (think != null && !think.equals("on")) {
      body.put("reasoning_effort", think.equals("off") ? "none" : think);
    }
    Integer chances = asked.chances();
    if (chances != null) {
      body.put("logprobs", true);
      if (chances > 0) {
        body.put("top_logprobs", chances);
      }
    }
    if (asked.stream()) {
      body.put("stream", true);
      if (counting) {
        body.putObject("stream_options").put("include_usage", true);
      }
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void shape(Asked asked, ObjectNode body) {
    Asked.Shape shape = asked.shape();
    if (shape == null) {
      return;
    }
    ObjectNode format = body.putObject("response_format");
    JsonNode schema = shape.schema();
    if (schema == null) {
      format.put("type", "json_object");
    } else {
      format
          .put("type", "json_schema")
          .putObject("json_schema")
          .put("name", "answer")
          .put("strict", true)
          .set("schema", schema);
    }
  }

  private static void message(Turn turn, ArrayNode messages) {
    ObjectNode message = messages.addObject();
    switch (turn) {
      case Turn.Instruction(String text) ->
          message.put("role", messages.size() == 1 ? "system" : "developer").put("content", text);
      case Turn.User(String text, var pictures) -> {
        message.put("role", "user");
        if (pictures.isEmpty()) {
          message.put("content", text);
        } else {
          ArrayNode parts = message.putArray("content");
          parts.addObject().put("type", "text").put("text", text);
          for (Turn.Picture picture : pictures) {
            parts
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", "data:" + picture.mime() + ";base64," + picture.base64());
          }
        }
      }
      case Turn.Model(_, String text, var calls) -> {
        message.put("role", "assistant");
        if (calls.isEmpty() || !text.isEmpty()) {
          message.put("content", text);
        } else {
          message.putNull("content");
        }
        if (!calls.isEmpty()) {
          ArrayNode list = message.putArray("tool_calls");
          for (Turn.Called call : calls) {
            list.addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.tool())
                .put("arguments", call.arguments().toString());
          }
        }
      }
      case Turn.Result(String id, _, String text) ->
          message.put("role", "tool").put("tool_call_id", id).put("content", text);
    }
  }

  @Override
  public String type(boolean stream) {
    return stream ? "text/event-stream" : "application/json";
  }

  @Override
  public Seen see(byte[] answer, Asked asked) {
    return asked.stream()
        ? new OpenAiStreamView(asked, counting).see(answer)
        : new OpenAiPlainView(asked).see(answer);
  }

  @Override
  public String toString() {
    return counting ? "openai chat, counting" : "openai chat";
  }
}
