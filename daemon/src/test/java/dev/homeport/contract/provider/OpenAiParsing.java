package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a provider with OpenAI's chat completions understands a request.
final class OpenAiParsing {
  private static final Map<String, String> KNOBS =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "presence_penalty", "presence_penalty",
          "frequency_penalty", "frequency_penalty",
          "seed", "seed",
          "max_tokens", "max_tokens",
          "max_completion_tokens", "max_tokens",
          "stop", "stop");
  private static final Map<String, String> MORE_KNOBS =
      Map.of("top_k", "top_k", "min_p", "min_p", "repetition_penalty", "repeat_penalty");
  private static final List<String> FIELDS =
      List.of(
          "model",
          "messages",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "stream",
          "stream_options",
          "reasoning_effort",
          "logprobs",
          "top_logprobs",
          "user");
  private static final List<String> MORE_FIELDS = List.of("reasoning", "usage", "provider");

  private final OpenAiFlavour flavour;

  /// Calls that still want their results.
  private final Set<String> waiting = new HashSet<>();

  OpenAiParsing(OpenAiFlavour flavour) {
    this.flavour = flavour;
  }

  Asked understood(JsonNode asked) {
    var fields = new ArrayList<>(FIELDS);
    fields.addAll(KNOBS.keySet());
    var knobs = Parsing.knobs(asked, KNOBS);
    if (flavour != OpenAiFlavour.OPENAI) {
      fields.addAll(MORE_KNOBS.keySet());
      knobs.putAll(Parsing.knobs(asked, MORE_KNOBS));
    }
    if (flavour == OpenAiFlavour.OPENROUTER) {
      fields.addAll(MORE_FIELDS);
    }
    if (flavour == OpenAiFlavour.VLLM) {
      fields.add("chat_template_kwargs");
    }
    Parsing.only(asked, fields);
    boolean stream = asked.path("stream").asBoolean();
    boolean counts = asked.path("stream_options").path("include_usage").asBoolean();
    if (flavour != OpenAiFlavour.OPENROUTER) {
      assertThat(counts)
          .as("usage is asked for where it must be, and only there")
          .isEqualTo(stream);
    }
    var turns = new ArrayList<Turn>();
    for (JsonNode message : asked.path("messages")) {
      turns.add(turn(message));
    }
    assertThat(waiting).as("calls without a result").isEmpty();
    boolean weighs = asked.path("logprobs").asBoolean();
    return new Asked(
        Parsing.text(asked, "model"),
        turns,
        offers(asked),
        choice(asked.path("tool_choice")),
        shape(asked.path("response_format")),
        knobs,
        think(asked),
        weighs ? (Integer) asked.path("top_logprobs").asInt() : null,
        stream);
  }

  private static List<Asked.Offer> offers(JsonNode asked) {
    assertThat(asked.has("tools") && asked.path("tools").isEmpty()).as("tools: []").isFalse();
    var offers = new ArrayList<Asked.Offer>();
    for (JsonNode tool : asked.path("tools")) {
      assertThat(Parsing.text(Parsing.only(tool, "type", "function"), "type"))
          .isEqualTo("function");
      JsonNode function =
          Parsing.only(tool.path("function"), "name", "description", "parameters", "strict");
      offers.add(
          new Asked.Offer(
              Parsing.text(function, "name"),
              Parsing.maybe(function, "description"),
              Parsing.parameters(function, "parameters")));
    }
    return offers;
  }

  private static @Nullable String choice(JsonNode choice) {
    if (choice.isMissingNode()) {
      return null;
    }
    if (choice.isTextual()) {
      assertThat(choice.textValue()).isIn("auto", "none", "required");
      return choice.textValue();
    }
    assertThat(Parsing.text(choice, "type")).isEqualTo("function");
    return "=" + Parsing.text(choice.path("function"), "name");
  }

  private static Asked.@Nullable Shape shape(JsonNode format) {
    if (format.isMissingNode()) {
      return null;
    }
    if (Parsing.text(format, "type").equals("json_object")) {
      return new Asked.Shape(null);
    }
    assertThat(Parsing.text(format, "type")).isEqualTo("json_schema");
    JsonNode schema =
        Parsing.only(format.path("json_schema"), "name", "strict", "schema", "description");
    assertThat(Parsing.text(schema, "name")).matches("[a-zA-Z0-9_-]{1,64}");
    assertThat(schema.path("schema").isObject()).isTrue();
    return new Asked.Shape(schema.path("schema"));
  }

  private static @Nullable String think(JsonNode asked) {
    JsonNode template = asked.path("chat_template_kwargs");
    if (template.isObject()) {
      Parsing.only(template, "enable_thinking");
      boolean thinks = template.path("enable_thinking").booleanValue();
      assertThat(thinks && asked.path("reasoning_effort").asText().equals("none")).isFalse();
      return !thinks ? "off" : asked.path("reasoning_effort").asText("on");
    }
    JsonNode reasoning = asked.path("reasoning");
    if (reasoning.isObject()) {
      Parsing.only(reasoning, "effort", "enabled", "max_tokens", "exclude");
      if (reasoning.has("enabled") && !reasoning.path("enabled").booleanValue()) {
        return "off";
      }
    }
    JsonNode effort =
        reasoning.has("effort") ? reasoning.path("effort") : asked.path("reasoning_effort");
    if (effort.isMissingNode()) {
      return reasoning.isObject() ? "on" : null;
    }
    assertThat(effort.asText()).isIn("none", "minimal", "low", "medium", "high", "xhigh");
    return effort.textValue().equals("none") ? "off" : effort.textValue();
  }

  private Turn turn(JsonNode message) {
    String role = Parsing.text(message, "role");
    if (!role.equals("tool")) {
      assertThat(waiting)
          .as("calls without a result before %s", Parsing.shortly(message))
          .isEmpty();
    }
    return switch (role) {
      case "system" -> new Turn.Instruction(content(Parsing.only(message, "role", "content")));
      case "developer" -> {
        assertThat(flavour).as("who knows the role (trap 33)").isEqualTo(OpenAiFlavour.OPENAI);
        yield new Turn.Instruction(content(Parsing.only(message, "role", "content")));
      }
      case "user" -> user(Parsing.only(message, "role", "content", "name"));
      case "assistant" -> assistant(message);
      case "tool" -> {
        Parsing.only(message, "role", "content", "tool_call_id");
        String id = Parsing.text(message, "tool_call_id");
        assertThat(waiting.remove(id)).as("a result of no call: %s", id).isTrue();
        yield new Turn.Result(id, "", content(message));
      }
      default -> throw new AssertionError("no such role: " + message);
    };
  }

  private static String content(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return content.textValue();
    }
    var text = new StringBuilder();
    for (JsonNode part : content) {
      assertThat(Parsing.text(part, "type")).isEqualTo("text");
      text.append(Parsing.text(part, "text"));
    }
    return text.toString();
  }

  private static Turn user(JsonNode message) {
    if (!message.path("content").isArray()) {
      return new Turn.User(Parsing.text(message, "content"), List.of());
    }
    var text = new StringBuilder();
    var pictures = new ArrayList<Turn.Picture>();
    for (JsonNode part : message.path("content")) {
      if (Parsing.text(part, "type").equals("text")) {
        text.append(Parsing.text(part, "text"));
      } else {
        assertThat(Parsing.text(part, "type")).isEqualTo("image_url");
        pictures.add(Parsing.dataUrl(Parsing.text(part.path("image_url"), "url")));
      }
    }
    return new Turn.User(text.toString(), pictures);
  }

  private Turn assistant(JsonNode message) {
    Parsing.only(
        message, "role", "content", "tool_calls", "refusal", "reasoning", "reasoning_content");
    var calls = new ArrayList<Turn.Called>();
    for (JsonNode call : message.path("tool_calls")) {
      if (flavour == OpenAiFlavour.OPENROUTER) {
        // It says it in plain answers, too, and openai-java says back what it was told.
        Parsing.only(call, "id", "type", "function", "index");
      } else {
        Parsing.only(call, "id", "type", "function");
      }
      assertThat(Parsing.text(call, "type")).isEqualTo("function");
      String id = Parsing.text(call, "id");
      assertThat(id).as("an id that OpenAI takes").matches("[a-zA-Z0-9_-]{1,64}");
      assertThat(waiting.add(id)).as("two calls of one id: %s", id).isTrue();
      JsonNode function = Parsing.only(call.path("function"), "name", "arguments");
      calls.add(
          new Turn.Called(
              id, Parsing.text(function, "name"), Nodes.read(Parsing.text(function, "arguments"))));
    }
    assertThat(!calls.isEmpty() || !message.path("content").isNull())
        .as("null content without calls")
        .isTrue();
    String thinking =
        Parsing.maybe(message, "reasoning") + Parsing.maybe(message, "reasoning_content");
    return new Turn.Model(
        thinking, message.path("content").isNull() ? "" : content(message), calls);
  }
}
