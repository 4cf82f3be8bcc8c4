package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Script.Why;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// GigaChat's chunks: without ids, named like whole answers, the count on the last of them.
final class GigaChatRendering {
  private static final String STATE = "77d3fb14-457a-46ba-937e-8d856156d003";

  private final Script script;
  private final Asked asked;

  GigaChatRendering(Script script, Asked asked) {
    this.script = script;
    this.asked = asked;
  }

  Rendered rendered() {
    return switch (script.ending()) {
      case Ending.Refused(int status, String message) ->
          Rendered.json(status, error(status, message));
      case Ending.Page(int status) -> Rendered.page(status);
      case Ending.Broken(String message) when !asked.stream() ->
          Rendered.json(500, error(500, message));
      default -> asked.stream() ? stream() : plain();
    };
  }

  private Rendered stream() {
    var frames = new ArrayList<String>();
    boolean first = true;
    for (Step step : script.steps()) {
      ObjectNode delta = Nodes.object();
      if (first || step instanceof Step.Call) {
        delta.put("role", "assistant");
      }
      first = false;
      fill(step, delta);
      frames.add(event(chunk(delta, null)));
    }
    switch (script.ending()) {
      case Ending.Broken(String message) -> frames.add(event(error(500, message)));
      case Ending.Silent() -> {}
      default -> {
        ObjectNode chunk = chunk(Nodes.object().put("content", ""), reason());
        usage(chunk);
        frames.add(event(chunk));
        frames.add("data: [DONE]\n\n");
      }
    }
    return Rendered.stream("text/event-stream; charset=utf-8", frames);
  }

  private static void fill(Step step, ObjectNode message) {
    switch (step) {
      case Step.Text(String text) ->
          message.put("content", message.path("content").asText() + text);
      case Step.Refusal(String text) ->
          message.put("content", message.path("content").asText() + text);
      case Step.Thinking(String text) ->
          message.put("reasoning_content", message.path("reasoning_content").asText() + text);
      case Step.Call(String tool, String arguments) -> {
        if (!message.has("content")) {
          message.put("content", "");
        }
        message
            .putObject("function_call")
            .put("name", tool)
            .set("arguments", Nodes.read(arguments));
        message.put("functions_state_id", STATE);
      }
    }
  }

  private static String event(ObjectNode object) {
    return "data: " + object + "\n\n";
  }

  private String reason() {
    return switch (script.ending()) {
      case Ending.Done(Why why) when why == Why.LENGTH -> "length";
      case Ending.Done(Why why) when why == Why.FILTERED -> "blacklist";
      default -> script.calls().isEmpty() ? "stop" : "function_call";
    };
  }

  private static ObjectNode chunk(ObjectNode delta, @Nullable String reason) {
    return body("delta", delta, reason);
  }

  private static ObjectNode body(String holder, ObjectNode content, @Nullable String reason) {
    ObjectNode body = Nodes.object();
    ObjectNode choice = body.putArray("choices").addObject();
    choice.set(holder, content);
    choice.put("index", 0);
    if (reason != null) {
      choice.put("finish_reason", reason);
    }
    return body.put("created", 1795253652)
        .put("model", "GigaChat:foreign.28.2")
        .put("object", "chat.completion");
  }

  private void usage(ObjectNode body) {
    if (script.counting() != Counting.NEVER) {
      Script.Tokens tokens = script.tokens();
      body.putObject("usage")
          .put("prompt_tokens", tokens.prompt())
          .put("completion_tokens", tokens.answer())
          .put("total_tokens", tokens.prompt() + tokens.answer())
          .put("precached_prompt_tokens", tokens.cached());
    }
  }

  private Rendered plain() {
    ObjectNode message = Nodes.object().put("role", "assistant").put("content", "");
    for (Step step : script.steps()) {
      fill(step, message);
    }
    ObjectNode body =
        body("message", message, script.ending() instanceof Ending.Silent ? null : reason());
    usage(body);
    return Rendered.json(200, body);
  }

  static ObjectNode error(int status, String message) {
    return Nodes.object().put("status", status).put("message", "foreign says " + message);
  }
}
