package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.contract.Ability;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `/v1/messages`. It always says how long an answer may be, and has one place for instructions, in
/// front.
final class AnthropicClient implements ClientVoice {
  private static final int USUAL_LENGTH = 4096;
  private static final int BUDGET = 2048;
  private static final Knobs KNOBS =
      new Knobs(
          Map.of(
              "temperature", "temperature",
              "top_p", "top_p",
              "top_k", "top_k",
              "max_tokens", "max_tokens",
              "stop", "stop_sequences"));

  @Override
  public Api api() {
    return Api.ANTHROPIC_MESSAGES;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(
        EnumSet.of(Ability.CHANCES, Ability.JSON, Ability.SCHEMA, Ability.REFUSAL));
  }

  @Override
  public Asked said(Asked asked) {
    var turns = new ArrayList<>(asked.turns());
    turns.removeIf(Turn.Instruction.class::isInstance);
    turns.addAll(0, asked.turns().stream().filter(Turn.Instruction.class::isInstance).toList());
    var knobs = KNOBS.known(asked);
    knobs.putIfAbsent("max_tokens", IntNode.valueOf(USUAL_LENGTH));
    String think = asked.think();
    return asked
        .turns(turns)
        .turned(knobs)
        .thinking(think == null || think.equals("off") ? think : "on");
  }

  @Override
  public byte[] body(Asked asked) {
    ObjectNode body = Nodes.object().put("model", asked.model());
    body.put("max_tokens", USUAL_LENGTH);
    KNOBS.write(asked, body);
    if (asked.instructions().size() == 1) {
      body.put("system", asked.instructions().getFirst());
    } else if (!asked.instructions().isEmpty()) {
      ArrayNode system = body.putArray("system");
      asked
          .instructions()
          .forEach(text -> system.addObject().put("type", "text").put("text", text));
    }
    ArrayNode messages = body.putArray("messages");
    Turn before = null;
    for (Turn turn : asked.turns()) {
      message(turn, before, messages);
      before = turn;
    }
    if (!asked.offers().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      asked.offers().forEach(offer -> tool(offer, tools.addObject()));
    }
    String choice = asked.choice();
    if (choice != null) {
      ObjectNode says = body.putObject("tool_choice");
      if (choice.startsWith("=")) {
        says.put("type", "tool").put("name", choice.substring(1));
      } else {
        says.put("type", choice.equals("required") ? "any" : choice);
      }
    }
    String think = asked.think();
    if (think != null) {
      ObjectNode thinking = body.putObject("thinking");
      if (think.equals("off")) {
        thinking.put("type", "disabled");
      } else {
        thinking.put("type", "enabled").put("budget_tokens", BUDGET);
      }
    }
    if (asked.stream()) {
      body.put("stream", true);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void tool(Asked.Offer offer, ObjectNode into) {
    Offers.flat(offer, "input_schema", into);
    if (offer.parameters() == null) {
      into.putObject("input_schema").put("type", "object").putObject("properties");
    }
  }

  private static void message(Turn turn, @Nullable Turn before, ArrayNode messages) {
    switch (turn) {
      case Turn.Instruction _ -> {}
      case Turn.User(String text, var pictures) -> {
        ObjectNode message = messages.addObject().put("role", "user");
        if (pictures.isEmpty()) {
          message.put("content", text);
          return;
        }
        ArrayNode blocks = message.putArray("content");
        blocks.addObject().put("type", "text").put("text", text);
        for (Turn.Picture picture : pictures) {
          blocks
              .addObject()
              .put("type", "image")
              .putObject("source")
              .put("type", "base64")
              .put("media_type", picture.mime())
              .put("data", picture.base64());
        }
      }
      case Turn.Model(String thinking, String text, var calls) -> {
        ArrayNode blocks = messages.addObject().put("role", "assistant").putArray("content");
        if (!thinking.isEmpty()) {
          blocks
              .addObject()
              .put("type", "thinking")
              .put("thinking", thinking)
              .put("signature", "c2lnbmF0dXJl");
        }
        if (!text.isEmpty()) {
          blocks.addObject().put("type", "text").put("text", text);
        }
        for (Turn.Called call : calls) {
          ObjectNode block = blocks.addObject().put("type", "tool_use");
          block.put("id", call.id()).put("name", call.tool()).set("input", call.arguments());
        }
      }
      case Turn.Result(String id, _, String text) -> {
        // The results of one turn are one message.
        ArrayNode blocks =
            before instanceof Turn.Result
                ? (ArrayNode) messages.path(messages.size() - 1).path("content")
                : messages.addObject().put("role", "user").putArray("content");
        blocks.addObject().put("type", "tool_result").put("tool_use_id", id).put("content", text);
      }
    }
  }

  @Override
  public String type(boolean stream) {
    return stream ? "text/event-stream" : "application/json";
  }

  @Override
  public Seen see(byte[] answer, Asked asked) {
    return new AnthropicView(asked).see(answer);
  }

  @Override
  public String toString() {
    return "anthropic messages";
  }
}
