package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Seen.Ended;

/// Looks at a whole chat completion (clients 6).
final class OpenAiPlainView {
  private final Asked asked;
  private final Sight sight = new Sight();

  OpenAiPlainView(Asked asked) {
    this.asked = asked;
  }

  Seen see(byte[] answer) {
    String text = Keys.text(answer);
    if (text.isEmpty()) {
      return sight.seen();
    }
    JsonNode body = Nodes.read(text);
    if (body.has("error")) {
      error(body, sight);
      return sight.seen();
    }
    Keys.must("id", "object", "created", "model", "choices", "usage")
        .may("system_fingerprint", "service_tier")
        .in(body);
    assertThat(Keys.text(body, "id")).startsWith("chatcmpl-");
    assertThat(Keys.text(body, "object")).isEqualTo("chat.completion");
    assertThat(Keys.count(body, "created")).isPositive();
    assertThat(Keys.text(body, "model")).isEqualTo(asked.model());
    sight.used = OpenAiStreamView.usage(body.path("usage"));
    assertThat(body.path("choices")).hasSize(1);
    choice(body.path("choices").path(0));
    return sight.seen();
  }

  private void choice(JsonNode choice) {
    Keys.must("index", "message", "finish_reason").may("logprobs").in(choice);
    assertThat(Keys.count(choice, "index")).isZero();
    sight.why = why(Keys.text(choice, "finish_reason"));
    JsonNode message = choice.path("message");
    Keys.must("role", "content")
        .may("refusal", "reasoning", "reasoning_content", "tool_calls", "annotations")
        .in(message);
    assertThat(Keys.text(message, "role")).isEqualTo("assistant");
    if (!message.path("content").isNull()) {
      sight.text.append(Keys.text(message, "content"));
    }
    if (message.hasNonNull("refusal")) {
      sight.refusal.append(Keys.text(message, "refusal"));
    }
    thinking(message, sight);
    for (JsonNode call : message.path("tool_calls")) {
      Keys.must("id", "type", "function").may("index").in(call);
      assertThat(Keys.text(call, "type")).isEqualTo("function");
      Keys.must("name", "arguments").in(call.path("function"));
      sight.call(
          Keys.text(call, "id"),
          Keys.text(call.path("function"), "name"),
          Keys.text(call.path("function"), "arguments"));
    }
    sight.chances(choice.path("logprobs").path("content"));
  }

  /// Thinking under either of its two names, or under both with the same words (trap 26).
  static void thinking(JsonNode holder, Sight sight) {
    String name = holder.hasNonNull("reasoning") ? "reasoning" : "reasoning_content";
    if (holder.hasNonNull(name)) {
      sight.thinking.append(Keys.text(holder, name));
    }
    if (holder.hasNonNull("reasoning") && holder.hasNonNull("reasoning_content")) {
      assertThat(holder.path("reasoning")).isEqualTo(holder.path("reasoning_content"));
    }
  }

  static void error(JsonNode holder, Sight sight) {
    Keys.must("error").in(holder);
    JsonNode error = holder.path("error");
    Keys.must("message", "type", "param", "code").in(error);
    Keys.text(error, "type");
    sight.error = Keys.text(error, "message");
  }

  static Ended why(String reason) {
    return switch (reason) {
      case "stop" -> Ended.STOP;
      case "length" -> Ended.LENGTH;
      case "tool_calls" -> Ended.CALLS;
      case "content_filter" -> Ended.FILTERED;
      default -> throw new AssertionError("no such finish_reason: " + reason);
    };
  }
}
