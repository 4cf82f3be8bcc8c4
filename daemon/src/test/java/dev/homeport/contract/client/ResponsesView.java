package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Seen.Ended;
import dev.homeport.contract.Seen.Used;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at a response as Codex and the SDKs' stream helpers do: numbered events, every item opened
/// before it grows and closed after it, and at the end an object that says the same again.
final class ResponsesView {
  private final Asked asked;
  private final Sight sight = new Sight();
  private final List<JsonNode> closed = new ArrayList<>();
  private @Nullable OpenItem item;
  private @Nullable String id;
  private boolean over;

  ResponsesView(Asked asked) {
    this.asked = asked;
  }

  Seen see(byte[] answer) {
    if (!asked.stream()) {
      String text = Keys.text(answer);
      if (!text.isEmpty()) {
        JsonNode body = Nodes.read(text);
        if (body.has("error") && body.size() == 1) {
          OpenAiPlainView.error(body, sight);
        } else {
          response(body, true);
          body.path("output").forEach(this::gather);
        }
      }
      return sight.seen();
    }
    int number = 0;
    for (Events.Event event : Events.of(answer)) {
      assertThat(over).as("an event after the end").isFalse();
      JsonNode body = Nodes.read(event.data());
      assertThat(Keys.text(body, "type")).as("type and name of an event").isEqualTo(event.name());
      assertThat(Keys.count(body, "sequence_number")).as("sequence_number").isEqualTo(number);
      take(event.name(), body, number);
      number++;
    }
    OpenItem unclosed = item;
    if (unclosed != null) {
      unclosed.gather(sight);
    }
    return sight.seen();
  }

  private void take(String type, JsonNode event, int number) {
    switch (number) {
      case 0 -> assertThat(type).isIn("response.created", "error");
      case 1 -> assertThat(type).isIn("response.in_progress", "response.failed", "error");
      default -> {}
    }
    switch (type) {
      case "response.created", "response.in_progress" -> {
        JsonNode response = response(event.path("response"), false);
        assertThat(Keys.text(response, "status")).isEqualTo("in_progress");
        assertThat(response.path("output")).isEmpty();
      }
      case "response.output_item.added" -> {
        assertThat(item).as("one item at a time").isNull();
        assertThat(Keys.count(event, "output_index")).isEqualTo(closed.size());
        item = new OpenItem(event.path("item"), closed.size());
      }
      case "response.output_item.done" -> {
        closed.add(opened(event).done(event.path("item")));
        gather(event.path("item"));
        item = null;
      }
      case "response.completed", "response.incomplete" -> {
        over = true;
        assertThat(item).as("an item is open at the end").isNull();
        JsonNode response = response(event.path("response"), true);
        assertThat(response.path("output"))
            .as("the items once more")
            .containsExactlyElementsOf(closed);
        assertThat("response." + Keys.text(response, "status")).isEqualTo(type);
      }
      case "response.failed" -> {
        over = true;
        sight.error = Keys.text(event.path("response").path("error"), "message");
      }
      case "error" -> {
        over = true;
        sight.error = Keys.text(event, "message");
      }
      default -> opened(event).take(type, event);
    }
  }

  private OpenItem opened(JsonNode event) {
    OpenItem open = item;
    if (open == null) {
      throw new AssertionError("no item is open: " + Keys.shortly(event));
    }
    open.belongs(event);
    return open;
  }

  private void gather(JsonNode done) {
    switch (Keys.text(done, "type")) {
      case "message" -> {
        Keys.must("type", "id", "role", "status", "content").may("phase").in(done);
        assertThat(Keys.text(done, "id")).startsWith("msg_");
        assertThat(Keys.text(done, "role")).isEqualTo("assistant");
        for (JsonNode part : done.path("content")) {
          if (Keys.text(part, "type").equals("refusal")) {
            sight.refusal.append(Keys.text(part, "refusal"));
          } else {
            Keys.must("type", "text", "annotations").may("logprobs").in(part);
            sight.text.append(Keys.text(part, "text"));
          }
        }
      }
      case "reasoning" -> {
        Keys.must("type", "id", "summary").may("encrypted_content", "content", "status").in(done);
        assertThat(Keys.text(done, "id")).startsWith("rs_");
        done.path("summary").forEach(part -> sight.thinking.append(Keys.text(part, "text")));
      }
      case "function_call" -> {
        Keys.must("type", "id", "call_id", "name", "arguments", "status").in(done);
        assertThat(Keys.text(done, "id")).startsWith("fc_");
        sight.call(
            Keys.text(done, "call_id"), Keys.text(done, "name"), Keys.text(done, "arguments"));
        if (sight.why == Ended.STOP) {
          sight.why = Ended.CALLS;
        }
      }
      default -> throw new AssertionError("no such item: " + Keys.shortly(done));
    }
  }

  private JsonNode response(JsonNode response, boolean last) {
    assertThat(response.properties().stream().map(java.util.Map.Entry::getKey).toList())
        .contains("id", "object", "created_at", "status", "model", "output", "usage", "error")
        .contains("incomplete_details", "parallel_tool_calls", "tool_choice", "tools", "metadata");
    String said = Keys.text(response, "id");
    assertThat(said).startsWith("resp_");
    assertThat(id == null || id.equals(said)).as("one id").isTrue();
    id = said;
    assertThat(Keys.text(response, "object")).isEqualTo("response");
    assertThat(Keys.count(response, "created_at")).isPositive();
    assertThat(Keys.text(response, "model")).isEqualTo(asked.model());
    if (last) {
      end(response);
    } else {
      assertThat(response.path("usage").isNull()).isTrue();
    }
    return response;
  }

  private void end(JsonNode response) {
    JsonNode usage = response.path("usage");
    if (usage.isObject()) {
      long prompt = Keys.count(usage, "input_tokens");
      long answer = Keys.count(usage, "output_tokens");
      assertThat(Keys.count(usage, "total_tokens")).isEqualTo(prompt + answer);
      assertThat(usage.path("input_tokens_details").isObject()).isTrue();
      assertThat(usage.path("output_tokens_details").isObject()).isTrue();
      sight.used = new Used(prompt, answer);
    }
    assertThat(response.path("error").isNull()).as("no error where all is well").isTrue();
    sight.why =
        switch (Keys.text(response, "status")) {
          case "completed" -> sight.calls.isEmpty() ? Ended.STOP : Ended.CALLS;
          case "incomplete" -> incomplete(response.path("incomplete_details"));
          default -> throw new AssertionError("no such end: " + Keys.shortly(response));
        };
  }

  private static Ended incomplete(JsonNode details) {
    return switch (Keys.text(details, "reason")) {
      case "max_output_tokens" -> Ended.LENGTH;
      case "content_filter" -> Ended.FILTERED;
      default -> throw new AssertionError("no such reason: " + details);
    };
  }
}
