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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gemini's events: no ids of calls, no `[DONE]`, errors as bare JSON over several lines.
final class GeminiRendering {
  private static final String SIGNATURE = "Zm9yZWlnbg==foreign";

  private final Script script;
  private final Asked asked;

  GeminiRendering(Script script, Asked asked) {
    this.script = script;
    this.asked = asked;
  }

  Rendered rendered() {
    return switch (script.ending()) {
      case Ending.Refused(int status, String message) -> {
        ObjectNode error = error(status, message);
        // Sometimes in a list, for no reason (D.1).
        yield Rendered.json(status, status == 503 ? Nodes.array().add(error) : error);
      }
      case Ending.Page(int status) -> Rendered.page(status);
      case Ending.Broken(String message) when !asked.stream() ->
          Rendered.json(503, error(503, message));
      default -> asked.stream() ? stream() : plain();
    };
  }

  private Rendered stream() {
    var frames = new ArrayList<String>();
    if (isBlocked()) {
      frames.add(event(blocked()));
      return Rendered.stream("text/event-stream", frames);
    }
    List<Step> steps = script.steps();
    boolean whole = script.isWhole();
    for (int i = 0; i < steps.size(); i++) {
      ArrayNode parts = Nodes.array();
      part(steps.get(i), parts);
      boolean last = whole && i == steps.size() - 1;
      frames.add(event(chunk(parts, last ? reason() : null)));
    }
    if (script.ending() instanceof Ending.Broken(String message)) {
      frames.add(error(503, message).toPrettyString().replace("\n", "\r\n") + "\r\n");
    } else if (whole && steps.isEmpty()) {
      ArrayNode parts = Nodes.array();
      parts.addObject().put("text", "");
      frames.add(event(chunk(parts, reason())));
    }
    return Rendered.stream("text/event-stream", frames);
  }

  private static String event(ObjectNode object) {
    return "data: " + object + "\r\n\r\n";
  }

  /// What is stopped before its first word has no candidates at all.
  private boolean isBlocked() {
    return script.steps().isEmpty()
        && script.ending() instanceof Ending.Done(Why why)
        && why == Why.FILTERED;
  }

  private ObjectNode blocked() {
    ObjectNode blocked = Nodes.object();
    blocked.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
    usage(blocked);
    return tail(blocked);
  }

  private static void part(Step step, ArrayNode parts) {
    switch (step) {
      case Step.Text(String text) -> parts.addObject().put("text", text);
      case Step.Refusal(String text) -> parts.addObject().put("text", text);
      case Step.Thinking(String text) -> parts.addObject().put("text", text).put("thought", true);
      case Step.Call(String tool, String arguments) -> {
        ObjectNode part = parts.addObject();
        part.putObject("functionCall").put("name", tool).set("args", Nodes.read(arguments));
        if (parts.size() == 1) {
          part.put("thoughtSignature", SIGNATURE);
        }
      }
    }
  }

  private String reason() {
    return switch (script.ending()) {
      case Ending.Done(Why why) when why == Why.LENGTH -> "MAX_TOKENS";
      case Ending.Done(Why why) when why == Why.FILTERED -> "SAFETY";
      default -> "STOP";
    };
  }

  private ObjectNode chunk(ArrayNode parts, @Nullable String reason) {
    ObjectNode chunk = Nodes.object();
    ObjectNode candidate = chunk.putArray("candidates").addObject();
    candidate.putObject("content").put("role", "model").set("parts", parts);
    if (reason != null) {
      candidate.put("finishReason", reason);
    }
    candidate.put("index", 0);
    if (reason != null || script.counting() != Counting.WITH_FINISH) {
      usage(chunk);
    }
    return tail(chunk);
  }

  /// Cumulative; the answer's count is without its thinking.
  private void usage(ObjectNode chunk) {
    if (script.counting() != Counting.NEVER) {
      Script.Tokens tokens = script.tokens();
      ObjectNode usage = chunk.putObject("usageMetadata");
      if (tokens.prompt() > 0) {
        usage.put("promptTokenCount", tokens.prompt());
      }
      usage.put("candidatesTokenCount", tokens.answer() - tokens.thinking());
      if (tokens.thinking() > 0) {
        usage.put("thoughtsTokenCount", tokens.thinking());
      }
      if (tokens.cached() > 0) {
        usage.put("cachedContentTokenCount", tokens.cached());
      }
      usage.put("totalTokenCount", tokens.prompt() + tokens.answer());
    }
  }

  private static ObjectNode tail(ObjectNode chunk) {
    return chunk
        .put("modelVersion", "gemini-2.5-flash-foreign-001")
        .put("responseId", "foreignQ2xhdWRl");
  }

  private Rendered plain() {
    if (isBlocked()) {
      return Rendered.whole(200, "application/json; charset=UTF-8", blocked().toPrettyString());
    }
    ArrayNode parts = Nodes.array();
    script.steps().forEach(step -> part(step, parts));
    boolean silent = script.ending() instanceof Ending.Silent;
    ObjectNode body = chunk(parts, silent ? null : reason());
    if (silent) {
      usage(body);
    }
    return Rendered.whole(200, "application/json; charset=UTF-8", body.toPrettyString());
  }

  /// Google's error.
  static ObjectNode error(int status, String message) {
    String name =
        switch (status) {
          case 400, 413 -> "INVALID_ARGUMENT";
          case 401 -> "UNAUTHENTICATED";
          case 402, 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          default -> "INTERNAL";
        };
    ObjectNode error = Nodes.object();
    ObjectNode inner =
        error
            .putObject("error")
            .put("code", status)
            .put("message", "foreign says " + message)
            .put("status", name);
    if (status == 429) {
      ArrayNode details = inner.putArray("details");
      details
          .addObject()
          .put("@type", "type.googleapis.com/google.rpc.QuotaFailure")
          .putArray("violations")
          .addObject()
          .put("quotaId", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
      details
          .addObject()
          .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
          .put("retryDelay", "34.07s");
    }
    return error;
  }
}
