package dev.homeport.contract.client;

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
import java.util.Set;

/// `/api/chat`.
final class OllamaChatClient extends OllamaClient {
  @Override
  public Api api() {
    return Api.OLLAMA_CHAT;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.CHOICE, Ability.REFUSAL));
  }

  @Override
  public Asked said(Asked asked) {
    return asked;
  }

  @Override
  public byte[] body(Asked asked) {
    ObjectNode body = Nodes.object().put("model", asked.model());
    ArrayNode messages = body.putArray("messages");
    asked.turns().forEach(turn -> message(turn, messages.addObject()));
    if (!asked.offers().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      asked.offers().forEach(offer -> Offers.nested(offer, tools.addObject()));
    }
    wishes(asked, body);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void message(Turn turn, ObjectNode message) {
    switch (turn) {
      case Turn.Instruction(String text) -> message.put("role", "system").put("content", text);
      case Turn.User(String text, var pictures) -> {
        message.put("role", "user").put("content", text);
        if (!pictures.isEmpty()) {
          ArrayNode images = message.putArray("images");
          pictures.forEach(picture -> images.add(picture.base64()));
        }
      }
      case Turn.Model(String thinking, String text, var calls) -> {
        message.put("role", "assistant").put("content", text);
        if (!thinking.isEmpty()) {
          message.put("thinking", thinking);
        }
        if (!calls.isEmpty()) {
          ArrayNode list = message.putArray("tool_calls");
          for (Turn.Called call : calls) {
            ObjectNode function = list.addObject().put("id", call.id()).putObject("function");
            function.put("name", call.tool()).set("arguments", call.arguments());
          }
        }
      }
      case Turn.Result(String id, String tool, String text) ->
          message
              .put("role", "tool")
              .put("tool_name", tool)
              .put("tool_call_id", id)
              .put("content", text);
    }
  }

  @Override
  public Seen see(byte[] answer, Asked asked) {
    return new OllamaView(asked, true).see(answer);
  }

  @Override
  public String toString() {
    return "ollama chat";
  }
}
