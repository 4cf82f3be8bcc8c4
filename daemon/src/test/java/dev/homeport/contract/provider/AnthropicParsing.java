package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Turn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How Anthropic understands a request: results right after their calls and in front of all words,
/// no empty texts, always a length.
final class AnthropicParsing {
  private static final Map<String, String> KNOBS =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "top_k", "top_k",
          "max_tokens", "max_tokens",
          "stop_sequences", "stop");

  private final List<Turn> turns = new ArrayList<>();
  private final Set<String> waiting = new LinkedHashSet<>();

  Asked understood(JsonNode asked) {
    Parsing.only(
        asked,
        "model",
        "max_tokens",
        "messages",
        "system",
        "tools",
        "tool_choice",
        "thinking",
        "output_config",
        "temperature",
        "top_p",
        "top_k",
        "stop_sequences",
        "stream",
        "metadata");
    assertThat(asked.path("max_tokens").asInt()).as("max_tokens is required").isPositive();
    assertThat(asked.has("temperature") && asked.has("top_p"))
        .as("temperature and top_p together are a 400")
        .isFalse();
    system(asked.path("system"));
    assertThat(asked.path("messages")).isNotEmpty();
    assertThat(asked.path("messages").path(0).path("role").asText()).isEqualTo("user");
    asked.path("messages").forEach(this::message);
    assertThat(waiting).as("calls without results").isEmpty();
    String think = think(asked.path("thinking"));
    if (think != null && think.equals("on")) {
      long budget = asked.path("thinking").path("budget_tokens").asLong();
      assertThat(budget)
          .as("budget_tokens")
          .isBetween(1024L, asked.path("max_tokens").asLong() - 1);
      assertThat(asked.has("top_k")).as("top_k beside thinking is a 400").isFalse();
    }
    return new Asked(
        Parsing.text(asked, "model"),
        turns,
        offers(asked.path("tools")),
        choice(asked.path("tool_choice")),
        shape(asked.path("output_config").path("format")),
        Parsing.knobs(asked, KNOBS),
        think,
        null,
        asked.path("stream").asBoolean());
  }

  private void system(JsonNode system) {
    if (system.isTextual()) {
      turns.add(new Turn.Instruction(system.textValue()));
    } else if (system.isArray()) {
      var texts = new ArrayList<String>();
      for (JsonNode block : system) {
        assertThat(Parsing.text(block, "text")).as("an empty text").isNotEmpty();
        texts.add(Parsing.text(block, "text"));
      }
      turns.add(new Turn.Instruction(String.join("\n", texts)));
    }
  }

  private void message(JsonNode message) {
    Parsing.only(message, "role", "content");
    JsonNode content = message.path("content");
    boolean user = Parsing.text(message, "role").equals("user");
    assertThat(content.isTextual() ? content.textValue().isEmpty() : content.isEmpty())
        .as("empty content")
        .isFalse();
    if (user) {
      user(content);
    } else {
      assertThat(Parsing.text(message, "role")).isEqualTo("assistant");
      assertThat(waiting).as("calls without results").isEmpty();
      assistant(content);
    }
  }

  private void user(JsonNode content) {
    if (content.isTextual()) {
      assertThat(waiting).as("calls without results").isEmpty();
      turns.add(Turn.user(content.textValue()));
      return;
    }
    var text = new StringBuilder();
    var pictures = new ArrayList<Turn.Picture>();
    for (JsonNode block : content) {
      switch (Parsing.text(block, "type")) {
        case "tool_result" -> {
          Parsing.only(block, "type", "tool_use_id", "content", "is_error");
          assertThat(text).as("results come before words").isEmpty();
          String id = Parsing.text(block, "tool_use_id");
          assertThat(waiting.remove(id)).as("a result of no call: %s", id).isTrue();
          turns.add(new Turn.Result(id, "", said(block.path("content"))));
        }
        case "image" -> {
          JsonNode source = Parsing.only(block.path("source"), "type", "media_type", "data");
          assertThat(Parsing.text(source, "type")).isEqualTo("base64");
          pictures.add(
              new Turn.Picture(
                  Parsing.text(source, "media_type"),
                  Parsing.base64(Parsing.text(source, "data"))));
        }
        case "text" -> {
          assertThat(Parsing.text(block, "text")).as("an empty text").isNotEmpty();
          text.append(text.isEmpty() ? "" : "\n").append(Parsing.text(block, "text"));
        }
        default -> throw new AssertionError("no such block: " + block);
      }
    }
    assertThat(waiting).as("calls without results").isEmpty();
    if (!text.isEmpty() || !pictures.isEmpty()) {
      turns.add(new Turn.User(text.toString(), pictures));
    }
  }

  private static String said(JsonNode content) {
    if (!content.isArray()) {
      return content.asText();
    }
    var text = new StringBuilder();
    for (JsonNode block : content) {
      assertThat(Parsing.text(block, "text")).as("an empty text").isNotEmpty();
      text.append(Parsing.text(block, "text"));
    }
    return text.toString();
  }

  private void assistant(JsonNode content) {
    var thinking = new StringBuilder();
    var text = new StringBuilder();
    var calls = new ArrayList<Turn.Called>();
    if (content.isTextual()) {
      text.append(content.textValue());
    }
    for (JsonNode block : content) {
      switch (Parsing.text(block, "type")) {
        case "text" -> {
          assertThat(Parsing.text(block, "text")).as("an empty text").isNotEmpty();
          text.append(Parsing.text(block, "text"));
        }
        case "thinking" -> {
          assertThat(Parsing.text(block, "signature")).as("a thought is signed").isNotEmpty();
          thinking.append(Parsing.text(block, "thinking"));
        }
        case "tool_use" -> {
          Parsing.only(block, "type", "id", "name", "input");
          String id = Parsing.text(block, "id");
          assertThat(id).as("an id that Anthropic takes").matches("[a-zA-Z0-9_-]+");
          assertThat(waiting.add(id)).as("two calls of one id: %s", id).isTrue();
          assertThat(block.path("input").isObject()).isTrue();
          calls.add(new Turn.Called(id, Parsing.text(block, "name"), block.path("input")));
        }
        default -> throw new AssertionError("no such block: " + block);
      }
    }
    turns.add(new Turn.Model(thinking.toString(), text.toString(), calls));
  }

  private static List<Asked.Offer> offers(JsonNode tools) {
    var offers = new ArrayList<Asked.Offer>();
    for (JsonNode tool : tools) {
      Parsing.only(tool, "name", "description", "input_schema", "strict");
      assertThat(tool.path("input_schema").path("type").asText()).isEqualTo("object");
      offers.add(
          new Asked.Offer(
              Parsing.text(tool, "name"),
              Parsing.maybe(tool, "description"),
              Parsing.parameters(tool, "input_schema")));
    }
    return offers;
  }

  private static @Nullable String choice(JsonNode choice) {
    if (choice.isMissingNode()) {
      return null;
    }
    Parsing.only(choice, "type", "name", "disable_parallel_tool_use");
    return switch (Parsing.text(choice, "type")) {
      case "auto" -> "auto";
      case "none" -> "none";
      case "any" -> "required";
      case "tool" -> "=" + Parsing.text(choice, "name");
      default -> throw new AssertionError("no such choice: " + choice);
    };
  }

  private static Asked.@Nullable Shape shape(JsonNode format) {
    return format.isMissingNode() ? null : new Asked.Shape(format.path("schema"));
  }

  private static @Nullable String think(JsonNode thinking) {
    if (thinking.isMissingNode()) {
      return null;
    }
    return switch (Parsing.text(thinking, "type")) {
      case "enabled", "adaptive" -> "on";
      case "disabled" -> "off";
      default -> throw new AssertionError("no such thinking: " + thinking);
    };
  }
}
