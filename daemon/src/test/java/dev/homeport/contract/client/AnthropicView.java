package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Seen.Ended;
import dev.homeport.contract.Seen.Used;
import org.jspecify.annotations.Nullable;

/// Looks at a message as the SDKs' helpers, Vercel's and Claude Code do (A.5, clients 1 and 6).
final class AnthropicView {
  private final Asked asked;
  private final Sight sight = new Sight();
  private int blocks;
  private @Nullable Block open;
  private boolean started;
  private boolean told;
  private boolean over;

  /// A block that grows.
  private record Block(String type, String id, String name, StringBuilder input) {}

  AnthropicView(Asked asked) {
    this.asked = asked;
  }

  Seen see(byte[] answer) {
    if (!asked.stream()) {
      String text = Keys.text(answer);
      if (!text.isEmpty()) {
        plain(Nodes.read(text));
      }
      return sight.seen();
    }
    for (Events.Event event : Events.of(answer)) {
      assertThat(over).as("an event after the end").isFalse();
      JsonNode body = Nodes.read(event.data());
      assertThat(Keys.text(body, "type")).as("type and name of an event").isEqualTo(event.name());
      take(event.name(), body);
    }
    if (!over) {
      // Only half of it was seen, so nothing was said about its end.
      sight.why = null;
    }
    return sight.seen();
  }

  private void plain(JsonNode body) {
    if (Keys.text(body, "type").equals("error")) {
      error(body);
      return;
    }
    message(body);
    for (JsonNode block : body.path("content")) {
      switch (Keys.text(block, "type")) {
        case "text" ->
            sight.text.append(
                Keys.text(Keys.must("type", "text").may("citations").in(block), "text"));
        case "thinking" ->
            sight.thinking.append(
                Keys.text(Keys.must("type", "thinking", "signature").in(block), "thinking"));
        case "tool_use" -> {
          Keys.must("type", "id", "name", "input").in(block);
          sight.call(
              Keys.text(block, "id"), Keys.text(block, "name"), block.path("input").toString());
        }
        default -> throw new AssertionError("no such block: " + Keys.shortly(block));
      }
    }
    end(body);
    used(body.path("usage"));
  }

  private void message(JsonNode message) {
    Keys.must("id", "type", "role", "model", "content", "stop_reason", "usage")
        .may("stop_sequence", "container")
        .in(message);
    assertThat(Keys.text(message, "id")).startsWith("msg_");
    assertThat(Keys.text(message, "type")).isEqualTo("message");
    assertThat(Keys.text(message, "role")).isEqualTo("assistant");
    assertThat(Keys.text(message, "model")).isEqualTo(asked.model());
    assertThat(message.path("content").isArray()).isTrue();
  }

  private void take(String type, JsonNode event) {
    if (type.equals("error")) {
      over = true;
      error(event);
      return;
    }
    if (type.equals("ping")) {
      return;
    }
    assertThat(started)
        .as("message_start first, and once")
        .isNotEqualTo(type.equals("message_start"));
    assertThat(told && !type.equals("message_stop")).as("an event after message_delta").isFalse();
    switch (type) {
      case "message_start" -> {
        started = true;
        message(event.path("message"));
        assertThat(event.path("message").path("content")).isEmpty();
        assertThat(event.path("message").path("stop_reason").isNull()).isTrue();
        used(event.path("message").path("usage"));
        sight.used = null;
      }
      case "content_block_start" -> start(event);
      case "content_block_delta" -> delta(block(event), event.path("delta"));
      case "content_block_stop" -> {
        Block block = block(event);
        if (block.type().equals("tool_use")) {
          sight.call(
              block.id(), block.name(), block.input().isEmpty() ? "{}" : block.input().toString());
        }
        open = null;
        blocks++;
      }
      case "message_delta" -> {
        assertThat(open).as("a block is open at the end").isNull();
        told = true;
        end(event.path("delta"));
        used(event.path("usage"));
      }
      case "message_stop" -> {
        assertThat(told).as("message_delta before message_stop").isTrue();
        over = true;
      }
      default -> throw new AssertionError("no such event: " + type);
    }
  }

  private void start(JsonNode event) {
    assertThat(open).as("one block at a time").isNull();
    assertThat(Keys.count(event, "index")).as("index of a block").isEqualTo(blocks);
    JsonNode block = event.path("content_block");
    String type = Keys.text(block, "type");
    switch (type) {
      case "text" -> assertThat(Keys.text(block, "text")).isEmpty();
      case "thinking" -> {
        assertThat(Keys.text(block, "thinking")).isEmpty();
        assertThat(Keys.text(block, "signature")).as("@ai-sdk/anthropic needs it").isEmpty();
      }
      case "tool_use" -> {
        assertThat(Keys.text(block, "id")).isNotEmpty();
        assertThat(block.path("input").isObject() && block.path("input").isEmpty()).isTrue();
      }
      default -> throw new AssertionError("no such block: " + Keys.shortly(block));
    }
    open =
        new Block(
            type, block.path("id").asText(), block.path("name").asText(), new StringBuilder());
  }

  private Block block(JsonNode event) {
    Block block = open;
    if (block == null) {
      throw new AssertionError("no block is open: " + Keys.shortly(event));
    }
    assertThat(Keys.count(event, "index")).as("index of a block").isEqualTo(blocks);
    return block;
  }

  private void delta(Block block, JsonNode delta) {
    switch (block.type() + " " + Keys.text(delta, "type")) {
      case "text text_delta" -> sight.text.append(Keys.text(delta, "text"));
      case "thinking thinking_delta" -> sight.thinking.append(Keys.text(delta, "thinking"));
      case "thinking signature_delta" -> Keys.text(delta, "signature");
      case "tool_use input_json_delta" -> block.input().append(Keys.text(delta, "partial_json"));
      default -> throw new AssertionError("no such delta: " + Keys.shortly(delta));
    }
  }

  private void end(JsonNode holder) {
    sight.why =
        switch (Keys.text(holder, "stop_reason")) {
          case "end_turn" -> Ended.STOP;
          case "stop_sequence" -> {
            sight.stop = Keys.text(holder, "stop_sequence");
            yield Ended.STOP;
          }
          case "max_tokens" -> Ended.LENGTH;
          case "tool_use" -> Ended.CALLS;
          case "refusal" -> Ended.FILTERED;
          default -> throw new AssertionError("no such stop_reason: " + holder);
        };
  }

  private void used(JsonNode usage) {
    long prompt =
        Keys.count(usage, "input_tokens")
            + usage.path("cache_read_input_tokens").asLong()
            + usage.path("cache_creation_input_tokens").asLong();
    sight.used = new Used(prompt, Keys.count(usage, "output_tokens"));
  }

  private void error(JsonNode body) {
    Keys.must("type", "error").may("request_id").in(body);
    JsonNode error = body.path("error");
    Keys.must("type", "message").in(error);
    assertThat(Keys.text(error, "type")).endsWith("_error");
    sight.error = Keys.text(error, "message");
  }
}
