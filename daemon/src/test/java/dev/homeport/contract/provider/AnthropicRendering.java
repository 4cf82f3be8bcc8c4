package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Script.Why;
import java.util.ArrayList;
import java.util.List;

/// Anthropic's events: blocks one after another, pings between them, arguments in fragments.
final class AnthropicRendering {
  private static final int FRAGMENT = 9;

  private final Script script;
  private final Asked asked;
  private final List<String> frames = new ArrayList<>();
  private int blocks;
  private String open = "";
  private int calls;

  AnthropicRendering(Script script, Asked asked) {
    this.script = script;
    this.asked = asked;
  }

  Rendered rendered() {
    return switch (script.ending()) {
      case Ending.Refused(int status, String message) ->
          Rendered.json(status, error(status, message));
      case Ending.Page(int status) -> Rendered.page(status);
      case Ending.Broken(String message) when !asked.stream() ->
          Rendered.json(529, error(529, message));
      default -> asked.stream() ? stream() : plain();
    };
  }

  private Rendered stream() {
    ObjectNode start = Nodes.object().put("type", "message_start");
    ObjectNode message = message();
    message.putNull("stop_reason").putNull("stop_sequence");
    message.set("usage", usage(1));
    start.set("message", message);
    event(start);
    if (!script.steps().isEmpty()) {
      event(Nodes.object().put("type", "ping"));
    }
    script.steps().forEach(this::step);
    switch (script.ending()) {
      case Ending.Broken(String why) -> event(error(529, why));
      case Ending.Silent() -> {}
      default -> {
        close();
        ObjectNode end = Nodes.object().put("type", "message_delta");
        reason(end.putObject("delta"));
        end.set("usage", usage(script.tokens().answer()));
        event(end);
        event(Nodes.object().put("type", "message_stop"));
      }
    }
    return Rendered.stream("text/event-stream; charset=utf-8", frames);
  }

  private void step(Step step) {
    switch (step) {
      case Step.Text(String text) -> text(text);
      case Step.Refusal(String text) -> text(text);
      case Step.Thinking(String text) -> {
        if (!open.equals("thinking")) {
          begin("thinking", Nodes.object().put("thinking", "").put("signature", ""));
        }
        delta(Nodes.object().put("type", "thinking_delta").put("thinking", text));
      }
      case Step.Call(String tool, String arguments) -> {
        begin("tool_use", called(tool));
        delta(Nodes.object().put("type", "input_json_delta").put("partial_json", ""));
        if (!arguments.equals("{}")) {
          int size = arguments.length() > 1000 ? 4096 : FRAGMENT;
          for (int from = 0; from < arguments.length(); ) {
            int to = Math.min(arguments.length(), from + size);
            if (to < arguments.length() && Character.isLowSurrogate(arguments.charAt(to))) {
              to++;
            }
            delta(
                Nodes.object()
                    .put("type", "input_json_delta")
                    .put("partial_json", arguments.substring(from, to)));
            from = to;
          }
        }
      }
    }
  }

  private ObjectNode called(String tool) {
    ObjectNode block =
        Nodes.object().put("id", "toolu_01A%02d".formatted(calls++)).put("name", tool);
    block.putObject("input");
    return block;
  }

  private void text(String text) {
    if (!open.equals("text")) {
      begin("text", Nodes.object().put("text", ""));
    }
    delta(Nodes.object().put("type", "text_delta").put("text", text));
  }

  private void begin(String type, ObjectNode content) {
    close();
    open = type;
    ObjectNode block = Nodes.object().put("type", type);
    block.setAll(content);
    event(
        Nodes.object()
            .put("type", "content_block_start")
            .put("index", blocks)
            .set("content_block", block));
  }

  private void delta(ObjectNode delta) {
    event(
        Nodes.object().put("type", "content_block_delta").put("index", blocks).set("delta", delta));
  }

  private void close() {
    if (open.equals("thinking")) {
      delta(Nodes.object().put("type", "signature_delta").put("signature", "foreignEqQBCgIYAhIM"));
    }
    if (!open.isEmpty()) {
      event(Nodes.object().put("type", "content_block_stop").put("index", blocks));
      open = "";
      blocks++;
    }
  }

  private ObjectNode message() {
    ObjectNode message =
        Nodes.object()
            .put("model", "claude-foreign-4-5-20260219")
            .put("id", "msg_01foreign")
            .put("type", "message")
            .put("role", "assistant");
    message.putArray("content");
    return message;
  }

  private void reason(ObjectNode holder) {
    boolean stopped = script.ending() instanceof Ending.AtStop;
    holder.put(
        "stop_reason",
        switch (script.ending()) {
          case Ending.Done(Why why) when why == Why.LENGTH -> "max_tokens";
          case Ending.Done(Why why) when why == Why.FILTERED -> "refusal";
          default -> stopped ? "stop_sequence" : script.calls().isEmpty() ? "end_turn" : "tool_use";
        });
    holder.put(
        "stop_sequence", script.ending() instanceof Ending.AtStop(String text) ? text : null);
  }

  private ObjectNode usage(long answer) {
    Script.Tokens tokens = script.tokens();
    return Nodes.object()
        .put("input_tokens", tokens.prompt() - tokens.cached())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", tokens.cached())
        .put("output_tokens", answer)
        .put("service_tier", "standard");
  }

  private Rendered plain() {
    ObjectNode message = message();
    ArrayNode content = message.putArray("content");
    if (!script.thinking().isEmpty()) {
      content
          .addObject()
          .put("type", "thinking")
          .put("thinking", script.thinking())
          .put("signature", "foreignEqQBCgIYAhIM");
    }
    String text = script.text() + script.refusal();
    if (!text.isEmpty()) {
      content.addObject().put("type", "text").put("text", text);
    }
    for (Step.Call call : script.calls()) {
      ObjectNode block = content.addObject().put("type", "tool_use");
      block.setAll(called(call.tool()));
      block.set("input", Nodes.read(call.arguments()));
    }
    if (script.ending() instanceof Ending.Silent) {
      message.putNull("stop_reason").putNull("stop_sequence");
    } else {
      reason(message);
    }
    message.set("usage", usage(script.tokens().answer()));
    return Rendered.json(200, message);
  }

  static ObjectNode error(int status, String message) {
    String type =
        switch (status) {
          case 400 -> "invalid_request_error";
          case 401 -> "authentication_error";
          case 402 -> "billing_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 413 -> "request_too_large";
          case 429 -> "rate_limit_error";
          case 503, 529 -> "overloaded_error";
          default -> "api_error";
        };
    ObjectNode error = Nodes.object().put("type", "error");
    error.putObject("error").put("type", type).put("message", "foreign says " + message);
    return error.put("request_id", "req_foreign");
  }

  private void event(ObjectNode event) {
    frames.add("event: " + event.path("type").asText() + "\ndata: " + event + "\n\n");
  }
}
