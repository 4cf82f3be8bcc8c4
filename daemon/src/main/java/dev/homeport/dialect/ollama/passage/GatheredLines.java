package dev.homeport.dialect.ollama.passage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.answer.Form;
import dev.homeport.dialect.answer.Gathered;
import dev.homeport.wire.frame.Bytes;
import java.util.Map;

/// The lines of an answer put together to the one object that Ollama would have answered with: the
/// last line with all that was said before in it.
final class GatheredLines {
  private static final int LARGEST = 32 * 1024 * 1024;

  private static final Form MESSAGE =
      Form.ofTexts("content", "thinking")
          .ordered("role", "content", "thinking", "images", "tool_calls");

  private static final Form CHAT =
      Form.FREE
          .holding(Map.of("message", MESSAGE))
          .ordered(
              "model",
              "created_at",
              "remote_model",
              "remote_host",
              "message",
              "done",
              "done_reason",
              "_debug_info",
              "logprobs");

  private static final Form GENERATE =
      Form.ofTexts("response", "thinking")
          .ordered(
              "model",
              "created_at",
              "remote_model",
              "remote_host",
              "response",
              "thinking",
              "done",
              "done_reason",
              "context",
              "total_duration",
              "load_duration",
              "prompt_eval_count",
              "prompt_eval_duration",
              "eval_count",
              "eval_duration",
              "tool_calls",
              "_debug_info",
              "logprobs");

  private final boolean generate;
  private final Gathered whole;
  private int room = LARGEST;
  private int lines;
  private long made;

  GatheredLines(boolean generate) {
    this.generate = generate;
    this.whole = new Gathered(generate ? GENERATE : CHAT);
  }

  /// Takes another line; false where it is all too much.
  boolean take(JsonNode line) {
    lines++;
    made += isContent(generate ? line : line.path("message")) ? 1 : 0;
    room -= whole.take(line);
    return room >= 0;
  }

  private boolean isContent(JsonNode said) {
    return !said.path(generate ? "response" : "content").asText("").isEmpty()
        || !said.path("thinking").asText("").isEmpty()
        || !said.path("tool_calls").isEmpty();
  }

  /// How many lines there were.
  int lines() {
    return lines;
  }

  /// How many of them had something in them that the model made.
  long made() {
    return made;
  }

  /// The object.
  Bytes whole() {
    return whole.append(new Bytes());
  }
}
