package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Seen.Ended;
import dev.homeport.contract.Seen.Used;
import java.time.OffsetDateTime;
import java.util.List;

/// Looks at an answer of Ollama's as ollama-python, ollama-rs, langchain4j and llama-index do
/// together (B.2, clients 6): what one of them needs is needed.
final class OllamaView {
  private static final String[] COUNTS = {
    "total_duration",
    "load_duration",
    "prompt_eval_count",
    "prompt_eval_duration",
    "eval_count",
    "eval_duration"
  };

  private final Asked asked;
  private final boolean chat;
  private final Sight sight = new Sight();
  private boolean done;

  OllamaView(Asked asked, boolean chat) {
    this.asked = asked;
    this.chat = chat;
  }

  Seen see(byte[] answer) {
    String text = Keys.text(answer);
    if (!asked.stream()) {
      if (!text.isEmpty()) {
        object(Nodes.read(text));
        assertThat(done || sight.error != null).as("a plain answer is done").isTrue();
      }
      return sight.seen();
    }
    assertThat(text)
        .as("ends with a line's end")
        .matches(end -> end.isEmpty() || end.endsWith("\n"));
    List<String> lines =
        text.isEmpty() ? List.of() : List.of(text.substring(0, text.length() - 1).split("\n", -1));
    for (String line : lines) {
      // Blanks before it have kept the connection alive.
      assertThat(line.replaceFirst("^ +", ""))
          .as("a line is an object (B.3 rule 1)")
          .startsWith("{")
          .endsWith("}");
      assertThat(done).as("a line after done:true (H10)").isFalse();
      assertThat(sight.error).as("a line after an error").isNull();
      object(Nodes.read(line));
    }
    return sight.seen();
  }

  private void object(JsonNode object) {
    if (object.has("error")) {
      Keys.must("error").in(object);
      sight.error = Keys.text(object, "error");
      return;
    }
    String content = chat ? "message" : "response";
    Keys.must("model", "created_at", "done", content)
        .may(
            "thinking",
            "done_reason",
            "context",
            "logprobs",
            "tool_calls",
            COUNTS[0],
            COUNTS[1],
            COUNTS[2],
            COUNTS[3],
            COUNTS[4],
            COUNTS[5])
        .in(object);
    assertThat(Keys.text(object, "model")).as("the client's name").isEqualTo(asked.model());
    assertThatCode(() -> OffsetDateTime.parse(Keys.text(object, "created_at")))
        .as("created_at with an offset (trap 42)")
        .doesNotThrowAnyException();
    if (chat) {
      assertThat(object.has("thinking") || object.has("tool_calls")).isFalse();
      message(object.path("message"));
    } else {
      sight.text.append(Keys.text(object, "response"));
      thinking(object);
    }
    sight.chances(object.path("logprobs"));
    assertThat(object.path("done").isBoolean()).isTrue();
    if (object.path("done").booleanValue()) {
      end(object);
    } else {
      assertThat(object.has("done_reason")).as("done_reason before the end").isFalse();
    }
  }

  private void message(JsonNode message) {
    Keys.must("role", "content").may("thinking", "tool_calls").in(message);
    assertThat(Keys.text(message, "role")).isEqualTo("assistant");
    sight.text.append(Keys.text(message, "content"));
    thinking(message);
    for (JsonNode call : message.path("tool_calls")) {
      Keys.must("function").may("id").in(call);
      JsonNode function = call.path("function");
      Keys.must("name", "arguments").may("index").in(function);
      assertThat(function.path("arguments").isObject())
          .as("arguments are an object (trap 16)")
          .isTrue();
      if (function.has("index")) {
        assertThat(Keys.count(function, "index"))
            .as("index of a call")
            .isEqualTo(sight.calls.size());
      }
      sight.call(
          Keys.text(call, "id"),
          Keys.text(function, "name"),
          function.path("arguments").toString());
    }
  }

  private void thinking(JsonNode holder) {
    if (holder.has("thinking")) {
      sight.thinking.append(Keys.text(holder, "thinking"));
    }
  }

  private void end(JsonNode object) {
    done = true;
    for (String count : COUNTS) {
      Keys.count(object, count);
    }
    sight.used =
        new Used(Keys.count(object, "prompt_eval_count"), Keys.count(object, "eval_count"));
    sight.why =
        switch (Keys.text(object, "done_reason")) {
          case "stop" -> sight.calls.isEmpty() ? Ended.STOP : Ended.CALLS;
          case "length" -> Ended.LENGTH;
          default -> throw new AssertionError("no such done_reason (trap 40): " + object);
        };
  }
}
