package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import java.util.ArrayList;
import java.util.List;

/// Ollama's lines, as they were recorded.
final class OllamaRendering {
  private static final String TYPE = "application/x-ndjson";
  private static final String PLAIN = "application/json; charset=utf-8";

  private final OllamaProvider.Path path;
  private final Script script;
  private final Asked asked;
  private final List<String> lines = new ArrayList<>();
  private final ArrayNode calls = Nodes.array();

  OllamaRendering(OllamaProvider.Path path, Script script, Asked asked) {
    this.path = path;
    this.script = script;
    this.asked = asked;
  }

  Rendered rendered() {
    return switch (script.ending()) {
      case Ending.Refused(int status, String message) ->
          Rendered.whole(status, PLAIN, "{\"error\":" + quoted(refusal(status, message)) + "}");
      case Ending.Page(int status) -> Rendered.page(status);
      case Ending.Broken(String message) when !asked.stream() || script.steps().isEmpty() ->
          // What fails before the first word, or as a whole, is still an honest status (A.2).
          Rendered.whole(500, PLAIN, failure(message));
      default -> asked.stream() ? stream() : Rendered.whole(200, PLAIN, written(plain()));
    };
  }

  private String refusal(int status, String message) {
    return status == 404 ? "model '" + asked.model() + "' not found" : "foreign says " + message;
  }

  private Rendered stream() {
    if (path == OllamaProvider.Path.PARSER) {
      line(head(message("")));
    }
    for (Step step : script.steps()) {
      step(step);
    }
    switch (script.ending()) {
      case Ending.Broken(String message) -> lines.add(failure(message) + "\n");
      case Ending.Silent() -> {}
      default -> line(last(message("")));
    }
    return Rendered.stream(TYPE, lines);
  }

  private void step(Step step) {
    switch (step) {
      case Step.Text(String text) -> words(text);
      case Step.Refusal(String text) -> words(text);
      case Step.Thinking(String text) -> line(head(message("").put("thinking", text)));
      case Step.Call call -> {
        ObjectNode written = call(call);
        if (path != OllamaProvider.Path.NATIVE) {
          ObjectNode message = message("");
          message.putArray("tool_calls").add(written);
          line(head(message));
        }
      }
    }
  }

  private void words(String text) {
    ObjectNode chunk = head(message(text));
    chances(chunk, text);
    line(chunk);
  }

  private void chances(ObjectNode chunk, String text) {
    Integer others = asked.chances();
    if (others != null) {
      chunk.putArray("logprobs").add(Chances.of(text, others));
    }
  }

  private ObjectNode call(Step.Call call) {
    int index = calls.size();
    ObjectNode written = calls.addObject();
    written.put(
        "id",
        path == OllamaProvider.Path.NATIVE
            ? "494e2a49e27b39c6408491443bc7%04x".formatted(index)
            : "call_99nz8i%02d".formatted(index));
    written
        .putObject("function")
        .put("index", index)
        .put("name", call.tool())
        .set("arguments", Nodes.read(call.arguments()));
    return written;
  }

  /// All of it as one object; a silent end is one that says `"done":false` (A.2, trap 36).
  private ObjectNode plain() {
    script.calls().forEach(this::call);
    ObjectNode message = message(script.text() + script.refusal());
    if (!script.thinking().isEmpty()) {
      message.put("thinking", script.thinking());
    }
    if (path != OllamaProvider.Path.NATIVE && !calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    ObjectNode plain = script.ending() instanceof Ending.Silent ? head(message) : last(message);
    Integer others = asked.chances();
    if (others != null) {
      ArrayNode list = Nodes.object().putArray("logprobs");
      for (Step step : script.steps()) {
        if (step instanceof Step.Text(String text)) {
          list.add(Chances.of(text, others));
        }
      }
      return weighed(plain, list);
    }
    return plain;
  }

  /// The chances stand before the counts.
  private static ObjectNode weighed(ObjectNode plain, ArrayNode list) {
    ObjectNode weighed = Nodes.object();
    for (var field : plain.properties()) {
      if (field.getKey().endsWith("_duration") && !weighed.has("logprobs")) {
        weighed.set("logprobs", list);
      }
      weighed.set(field.getKey(), field.getValue());
    }
    weighed.set("logprobs", list);
    return weighed;
  }

  private static ObjectNode message(String content) {
    return Nodes.object().put("role", "assistant").put("content", content);
  }

  private ObjectNode head(ObjectNode message) {
    ObjectNode head =
        Nodes.object()
            .put("model", asked.model())
            .put("created_at", "2026-11-21T09:33:58.448898964Z");
    head.set("message", message);
    return head.put("done", false);
  }

  private ObjectNode last(ObjectNode message) {
    if (path == OllamaProvider.Path.NATIVE && !calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    boolean length =
        script.ending() instanceof Ending.Done(Script.Why why) && why == Script.Why.LENGTH;
    ObjectNode last =
        head(message)
            .put("done", true)
            .put("done_reason", length ? "length" : "stop")
            .put("total_duration", 265197453)
            .put("load_duration", 260837957);
    // Zero counts are left out: of a prompt that was cached whole, and of an empty answer.
    boolean counts = script.counting() != Script.Counting.NEVER;
    if (counts && script.tokens().prompt() > 0) {
      last.put("prompt_eval_count", script.tokens().prompt());
    }
    last.put("prompt_eval_duration", 79500000);
    if (counts && script.tokens().answer() > 0) {
      last.put("eval_count", script.tokens().answer()).put("eval_duration", 90000000);
    }
    return last;
  }

  private static String failure(String message) {
    return "{\"error\":"
        + quoted("an error was encountered while running the model: foreign " + message)
        + "}";
  }

  private static String quoted(String text) {
    return Nodes.array().add(text).get(0).toString();
  }

  /// As Go writes JSON: safe to be put into a page, and U+0085 as it is.
  private static String written(ObjectNode object) {
    return object
        .toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private void line(ObjectNode object) {
    lines.add(written(object) + "\n");
  }
}
