package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Seen.Used;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at a stream of chunks as openai-java's accumulator, the helpers of openai-node and -python
/// and async-openai do together (B.1, B.2, B.3 rule 2, clients 6).
final class OpenAiStreamView {
  private final Asked asked;
  private final boolean counting;
  private final Sight sight = new Sight();
  private final List<Open> open = new ArrayList<>();
  private @Nullable String id;
  private @Nullable Long created;
  private boolean role;
  private boolean finished;
  private boolean over;

  /// A call whose arguments are coming.
  private record Open(String id, String name, StringBuilder arguments) {}

  OpenAiStreamView(Asked asked, boolean counting) {
    this.asked = asked;
    this.counting = counting;
  }

  Seen see(byte[] answer) {
    for (Events.Event event : Events.of(answer)) {
      assertThat(event.name()).as("chunks have no names").isEmpty();
      assertThat(over).as("a frame after the end").isFalse();
      if (event.data().equals("[DONE]")) {
        over = true;
      } else {
        chunk(Nodes.read(event.data()));
      }
    }
    if (sight.error == null) {
      assertThat(over).as("[DONE] where all is whole, and only there").isEqualTo(finished);
    }
    open.forEach(
        call -> {
          if (sight.error == null && finished) {
            sight.call(call.id(), call.name(), call.arguments().toString());
          }
        });
    return sight.seen();
  }

  private void chunk(JsonNode chunk) {
    if (chunk.has("error")) {
      OpenAiPlainView.error(chunk, sight);
      over = true;
      return;
    }
    Keys.must("id", "object", "created", "model", "choices")
        .may("usage", "system_fingerprint", "service_tier")
        .in(chunk);
    assertThat(Keys.text(chunk, "object")).isEqualTo("chat.completion.chunk");
    stable(chunk);
    JsonNode choices = chunk.path("choices");
    assertThat(choices.isArray()).isTrue();
    JsonNode usage = chunk.path("usage");
    if (choices.isEmpty()) {
      Keys.check(counting, "usage that nobody asked for", chunk);
      assertThat(finished).as("usage comes last").isTrue();
      assertThat(sight.used).as("usage comes once").isNull();
      sight.used = usage(usage);
      return;
    }
    Keys.check(
        usage.isMissingNode() || (usage.isNull() && counting),
        "usage beside choices (trap 38)",
        chunk);
    assertThat(choices).hasSize(1);
    Keys.check(!finished, "content after the end", chunk);
    choice(choices.path(0));
  }

  private void stable(JsonNode chunk) {
    String said = Keys.text(chunk, "id");
    assertThat(said).as("the id is ours").startsWith("chatcmpl-");
    assertThat(id == null || id.equals(said)).as("one id for all chunks").isTrue();
    id = said;
    long when = Keys.count(chunk, "created");
    assertThat(created == null || created == when).as("one created for all chunks").isTrue();
    created = when;
    assertThat(Keys.text(chunk, "model")).as("the client's name").isEqualTo(asked.model());
  }

  private void choice(JsonNode choice) {
    Keys.must("index", "delta", "finish_reason").may("logprobs").in(choice);
    assertThat(Keys.count(choice, "index")).isZero();
    JsonNode delta = choice.path("delta");
    assertThat(delta.isObject()).isTrue();
    if (!choice.path("finish_reason").isNull()) {
      Keys.check(delta.isEmpty(), "a finish that does not stand alone", choice);
      assertThat(role).as("a role came before the finish (openai-node)").isTrue();
      finished = true;
      sight.why = OpenAiPlainView.why(Keys.text(choice, "finish_reason"));
      return;
    }
    delta(delta);
    sight.chances(choice.path("logprobs").path("content"));
  }

  private void delta(JsonNode delta) {
    Keys.must()
        .may("role", "content", "refusal", "reasoning", "reasoning_content", "tool_calls")
        .in(delta);
    assertThat(delta.has("role"))
        .as("a role in the first delta, and only there")
        .isNotEqualTo(role);
    if (!role) {
      assertThat(Keys.text(delta, "role")).isEqualTo("assistant");
      role = true;
    }
    if (delta.hasNonNull("content")) {
      sight.text.append(Keys.text(delta, "content"));
    }
    if (delta.hasNonNull("refusal")) {
      sight.refusal.append(Keys.text(delta, "refusal"));
    }
    OpenAiPlainView.thinking(delta, sight);
    delta.path("tool_calls").forEach(this::call);
  }

  private void call(JsonNode call) {
    int index = (int) Keys.count(call, "index");
    JsonNode function = call.path("function");
    if (index == open.size()) {
      Keys.must("index", "id", "type", "function").in(call);
      assertThat(Keys.text(call, "type")).isEqualTo("function");
      Keys.must("name", "arguments").in(function);
      String callId = Keys.text(call, "id");
      assertThat(callId).as("the id of a call").isNotEmpty();
      open.add(new Open(callId, Keys.text(function, "name"), new StringBuilder()));
    } else {
      assertThat(index)
          .as("indexes of calls are 0, 1, 2 … (trap 18)")
          .isBetween(0, open.size() - 1);
      Keys.must("index", "function").in(call);
      Keys.must("arguments").in(function);
    }
    open.get(index).arguments().append(Keys.text(function, "arguments"));
  }

  static Used usage(JsonNode usage) {
    Keys.must("prompt_tokens", "completion_tokens", "total_tokens")
        .may("prompt_tokens_details", "completion_tokens_details")
        .in(usage);
    long prompt = Keys.count(usage, "prompt_tokens");
    long answer = Keys.count(usage, "completion_tokens");
    assertThat(Keys.count(usage, "total_tokens")).isEqualTo(prompt + answer);
    return new Used(prompt, answer);
  }
}
