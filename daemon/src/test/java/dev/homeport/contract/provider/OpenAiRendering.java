package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Script.Why;
import dev.homeport.wire.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chat completions as each flavour writes them.
final class OpenAiRendering {
  private static final int FRAGMENT = 7;

  private final OpenAiFlavour flavour;
  private final Script script;
  private final Asked asked;
  private final List<String> frames = new ArrayList<>();
  private int calls;

  OpenAiRendering(OpenAiFlavour flavour, Script script, Asked asked) {
    this.flavour = flavour;
    this.script = script;
    this.asked = asked;
  }

  Rendered rendered() {
    return switch (script.ending()) {
      case Ending.Refused(int status, String message) ->
          Rendered.json(status, error(flavour, status, message));
      case Ending.Page(int status) -> Rendered.page(status);
      case Ending.Broken(String message)
          when !asked.stream() && flavour != OpenAiFlavour.OPENROUTER ->
          Rendered.json(500, error(flavour, 500, message));
      default -> asked.stream() ? stream() : plain();
    };
  }

  private Rendered stream() {
    if (flavour == OpenAiFlavour.OPENROUTER) {
      frames.add(": OPENROUTER PROCESSING\n\n");
      frames.add(": OPENROUTER PROCESSING\n\n");
    }
    boolean opens =
        flavour == OpenAiFlavour.OPENAI
            || flavour == OpenAiFlavour.VLLM
            || flavour == OpenAiFlavour.GROQ;
    if (opens) {
      chunk(Nodes.object().put("role", "assistant").put("content", ""), null);
    }
    script.steps().forEach(this::step);
    switch (script.ending()) {
      case Ending.Broken(String message) -> broken(message);
      case Ending.Silent() -> {}
      default -> finish();
    }
    return new Rendered(
        200,
        flavour == OpenAiFlavour.GLUED ? "text/event-stream;charset=UTF-8" : "text/event-stream",
        List.of(new Field("X-Request-Id", "foreign-request")),
        frames.stream()
            .map(frame -> frame.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .toList());
  }

  private void step(Step step) {
    switch (step) {
      case Step.Text(String text) -> {
        ObjectNode choice = choice("delta", delta().put("content", text), null);
        Integer others = asked.chances();
        if (others != null) {
          choice.putObject("logprobs").putArray("content").add(Chances.of(text, others));
        }
        frame(chunk(choice));
      }
      case Step.Refusal(String text) -> chunk(delta().put("refusal", text), null);
      case Step.Thinking(String text) -> {
        ObjectNode delta = delta().put(thinking(), text);
        if (flavour == OpenAiFlavour.OPENROUTER) {
          delta.put("content", "");
          details(delta, text);
        }
        chunk(delta, null);
      }
      case Step.Call call -> {
        for (ObjectNode piece : pieces(call)) {
          ObjectNode delta = delta();
          delta.putArray("tool_calls").add(piece);
          chunk(delta, null);
        }
        calls++;
      }
    }
  }

  private static void details(ObjectNode holder, String text) {
    holder
        .putArray("reasoning_details")
        .addObject()
        .put("type", "reasoning.text")
        .put("text", text)
        .put("signature", "foreign-signature")
        .put("format", "foreign-v1")
        .put("index", 0);
  }

  private String thinking() {
    String field = flavour.thinking();
    return field == null ? "reasoning" : field;
  }

  private ObjectNode delta() {
    ObjectNode delta = Nodes.object();
    return flavour.insistsOnRole() ? delta.put("role", "assistant") : delta;
  }

  private List<ObjectNode> pieces(Step.Call call) {
    String arguments = call.arguments();
    return switch (flavour.calls()) {
      case WHOLE -> List.of(opened(calls, call, arguments));
      case ALL_ZERO -> List.of(opened(0, call, arguments));
      case BARE -> {
        ObjectNode bare = Nodes.object().put("type", "function");
        bare.putObject("function").put("name", call.tool()).put("arguments", arguments);
        yield List.of(bare);
      }
      case FRAGMENTS, REPEATED -> {
        var pieces = new ArrayList<ObjectNode>();
        boolean repeats = flavour.calls() == OpenAiFlavour.Calls.REPEATED;
        if (!repeats) {
          pieces.add(opened(calls, call, ""));
        }
        for (String fragment : fragments(arguments)) {
          if (repeats) {
            pieces.add(opened(calls, call, fragment));
          } else {
            ObjectNode more = Nodes.object().put("index", calls);
            more.putObject("function").put("arguments", fragment);
            pieces.add(more);
          }
        }
        yield pieces;
      }
    };
  }

  /// A few characters at a time, and whole surrogate pairs; of something long, larger pieces.
  private static List<String> fragments(String text) {
    var fragments = new ArrayList<String>();
    int size = text.length() > 1000 ? 4096 : FRAGMENT;
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + size);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      fragments.add(text.substring(from, to));
      from = to;
    }
    return fragments;
  }

  private ObjectNode opened(int index, Step.Call call, String arguments) {
    ObjectNode opened =
        Nodes.object().put("index", index).put("id", "call_Ab9" + calls).put("type", "function");
    opened.putObject("function").put("name", call.tool()).put("arguments", arguments);
    return opened;
  }

  private void finish() {
    String reason = reason();
    boolean always = script.counting() == Counting.ALWAYS;
    boolean beside = script.counting() == Counting.WITH_FINISH || always;
    ObjectNode delta =
        flavour == OpenAiFlavour.OPENROUTER || flavour == OpenAiFlavour.VLLM
            ? delta().put("content", "")
            : delta();
    ObjectNode chunk = chunk(choice("delta", delta, reason));
    if (beside) {
      chunk.set("usage", usage());
    }
    if (flavour == OpenAiFlavour.GROQ) {
      ObjectNode corner = chunk.putObject("x_groq").put("id", "req_foreign");
      if (script.counting() != Counting.NEVER) {
        corner.set("usage", usage());
      }
    }
    frame(chunk);
    if (script.counting() == Counting.USUAL || script.counting() == Counting.APART || always) {
      ObjectNode counted = head("chat.completion.chunk");
      counted.putArray("choices");
      if (flavour == OpenAiFlavour.GLUED) {
        counted.putNull("choices");
      }
      counted.set("usage", usage());
      frame(counted);
    }
    frames.add(flavour == OpenAiFlavour.GLUED ? "data:[DONE]\r\n\r\n" : "data: [DONE]\n\n");
  }

  private String reason() {
    if (script.ending() instanceof Ending.Done(Why why) && why != Why.STOP) {
      return why == Why.LENGTH ? "length" : "content_filter";
    }
    boolean owns = flavour.calls() == OpenAiFlavour.Calls.ALL_ZERO;
    return script.calls().isEmpty() || owns ? "stop" : "tool_calls";
  }

  private void broken(String message) {
    ObjectNode error = error(flavour, 502, message);
    if (flavour == OpenAiFlavour.OPENROUTER) {
      ObjectNode chunk = chunk(choice("delta", delta().put("content", ""), "error"));
      chunk.set("error", error.path("error"));
      frame(chunk);
    } else if (flavour == OpenAiFlavour.STUTTERING) {
      frames.add("event: error\ndata: " + error + "\n\n");
    } else {
      frame(error);
    }
  }

  private void chunk(ObjectNode delta, @Nullable String reason) {
    frame(chunk(choice("delta", delta, reason)));
  }

  private ObjectNode chunk(ObjectNode choice) {
    ObjectNode chunk = head("chat.completion.chunk");
    chunk.putArray("choices").add(choice);
    if (script.counting() == Counting.ALWAYS) {
      chunk
          .putObject("usage")
          .put("prompt_tokens", script.tokens().prompt())
          .put("completion_tokens", Math.min(frames.size(), script.tokens().answer()))
          .put("total_tokens", script.tokens().prompt() + frames.size());
    } else if (flavour == OpenAiFlavour.OPENAI) {
      chunk.putNull("usage");
      chunk.put("obfuscation", "foreignXk3");
    }
    return chunk;
  }

  private ObjectNode choice(String holder, ObjectNode content, @Nullable String reason) {
    ObjectNode choice = Nodes.object().put("index", 0);
    choice.set(holder, content);
    choice.putNull("logprobs");
    choice.put("finish_reason", reason);
    switch (flavour) {
      case OPENROUTER -> choice.put("native_finish_reason", reason == null ? null : "foreign_stop");
      case VLLM -> choice.putNull("stop_reason");
      default -> {}
    }
    return choice;
  }

  private ObjectNode head(String object) {
    ObjectNode head = Nodes.object();
    switch (flavour) {
      case OPENROUTER -> head.put("id", "gen-1795-foreign").put("provider", "Foreign");
      case INDEXLESS -> {}
      default -> head.put("id", "chatcmpl-foreign");
    }
    head.put("object", flavour == OpenAiFlavour.GLUED ? "chat.completion" : object)
        .put("created", 1795253652)
        .put("model", "foreign-model-3-2026-08-21");
    if (flavour == OpenAiFlavour.OPENAI) {
      head.put("service_tier", "default").put("system_fingerprint", "fp_foreign");
    }
    return head;
  }

  private ObjectNode usage() {
    Script.Tokens tokens = script.tokens();
    ObjectNode usage =
        Nodes.object()
            .put("prompt_tokens", tokens.prompt())
            .put("completion_tokens", tokens.answer())
            .put("total_tokens", tokens.prompt() + tokens.answer());
    usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cached());
    usage.putObject("completion_tokens_details").put("reasoning_tokens", tokens.thinking());
    if (flavour == OpenAiFlavour.OPENROUTER) {
      usage.put("cost", 0.00014).put("is_byok", false);
      usage.putObject("cost_details").putNull("upstream_inference_cost");
    }
    return usage;
  }

  private Rendered plain() {
    ObjectNode message = Nodes.object().put("role", "assistant");
    if (script.text().isEmpty() && (!script.calls().isEmpty() || !script.refusal().isEmpty())) {
      message.putNull("content");
    } else {
      message.put("content", script.text());
    }
    message.put("refusal", script.refusal().isEmpty() ? null : script.refusal());
    if (!script.thinking().isEmpty()) {
      message.put(thinking(), script.thinking());
      if (flavour == OpenAiFlavour.OPENROUTER) {
        details(message, script.thinking());
      }
    }
    if (!script.calls().isEmpty()) {
      ArrayNode list = message.putArray("tool_calls");
      for (Step.Call call : script.calls()) {
        ObjectNode one = opened(calls, call, call.arguments());
        if (flavour.calls() == OpenAiFlavour.Calls.BARE) {
          one.remove(List.of("id", "index"));
        }
        list.add(one);
        calls++;
      }
    }
    ObjectNode choice = choice("message", message, reason());
    Integer others = asked.chances();
    if (others != null) {
      ArrayNode chances = choice.putObject("logprobs").putArray("content");
      for (Step step : script.steps()) {
        if (step instanceof Step.Text(String text)) {
          chances.add(Chances.of(text, others));
        }
      }
    }
    if (script.ending() instanceof Ending.Silent) {
      choice.putNull("finish_reason");
    }
    if (script.ending() instanceof Ending.Broken(String why)) {
      // Only OpenRouter: a 200 with half an answer, and an error beside it (C).
      choice.put("finish_reason", "error");
      choice.set("error", error(flavour, 502, why).path("error"));
    }
    ObjectNode body = head("chat.completion");
    body.putArray("choices").add(choice);
    if (script.counting() != Counting.NEVER) {
      body.set("usage", usage());
    }
    return Rendered.json(200, body);
  }

  /// The envelope of an error.
  static ObjectNode error(OpenAiFlavour flavour, int status, String message) {
    ObjectNode error = Nodes.object();
    ObjectNode inner = error.putObject("error");
    inner.put("message", "foreign says " + message);
    if (flavour == OpenAiFlavour.OPENROUTER) {
      inner.put("code", status);
      inner.putObject("metadata").put("error_type", type(status)).put("provider_name", "Foreign");
    } else {
      String code =
          switch (status) {
            case 401 -> "invalid_api_key";
            case 402 -> "insufficient_quota";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> null;
          };
      inner
          .put("type", status >= 500 ? "server_error" : "invalid_request_error")
          .putNull("param")
          .put("code", code);
    }
    return error;
  }

  private static String type(int status) {
    return switch (status) {
      case 400 -> "invalid_request";
      case 401 -> "authentication";
      case 402 -> "payment_required";
      case 403 -> "permission_denied";
      case 404 -> "not_found";
      case 413 -> "payload_too_large";
      case 429 -> "rate_limit_exceeded";
      case 503 -> "provider_overloaded";
      default -> "provider_unavailable";
    };
  }

  private void frame(ObjectNode object) {
    frames.add(
        flavour == OpenAiFlavour.GLUED
            ? "data:" + object + "\r\n\r\n"
            : "data: " + object + "\n\n");
  }
}
