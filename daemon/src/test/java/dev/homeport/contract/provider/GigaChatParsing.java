package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How GigaChat understands a request: one instruction and in front, functions one at a time.
final class GigaChatParsing {
  private static final Map<String, String> KNOBS =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "repetition_penalty", "repeat_penalty",
          "max_tokens", "max_tokens");

  private final Map<String, Turn.Picture> files;
  private final List<Turn> turns = new ArrayList<>();

  /// The name of the function whose result must come next; empty where none must.
  private String waiting = "";

  private int calls;

  GigaChatParsing(Map<String, Turn.Picture> files) {
    this.files = files;
  }

  Asked understood(JsonNode asked) {
    Parsing.only(
        asked,
        "model",
        "messages",
        "functions",
        "function_call",
        "response_format",
        "temperature",
        "top_p",
        "repetition_penalty",
        "max_tokens",
        "stream",
        "update_interval",
        "profanity_check",
        "reasoning_effort");
    asked.path("messages").forEach(this::message);
    assertThat(waiting).as("a function without its result").isEmpty();
    boolean stream = asked.path("stream").asBoolean();
    var knobs = Parsing.knobs(asked, KNOBS);
    if (asked.path("top_p").asDouble(1) == 0 && !asked.has("temperature")) {
      // How the vendor's own gateway asks for a temperature of nothing (wire.md E.2).
      knobs.put("temperature", IntNode.valueOf(0));
      knobs.remove("top_p");
    }
    return Schemas.plain(
        new Asked(
            Parsing.text(asked, "model"),
            turns,
            offers(asked),
            choice(asked),
            shape(asked.path("response_format")),
            knobs,
            asked.hasNonNull("reasoning_effort") ? Parsing.text(asked, "reasoning_effort") : null,
            null,
            stream));
  }

  private void message(JsonNode message) {
    String role = Parsing.text(message, "role");
    assertThat(!waiting.isEmpty() && !role.equals("function"))
        .as("a function without its result before %s", Parsing.shortly(message))
        .isFalse();
    switch (role) {
      case "system" -> {
        assertThat(turns).as("the instruction comes first, and alone (422)").isEmpty();
        turns.add(new Turn.Instruction(Parsing.text(message, "content")));
      }
      case "user" -> {
        Parsing.only(message, "role", "content", "attachments");
        var pictures = new ArrayList<Turn.Picture>();
        for (JsonNode file : message.path("attachments")) {
          Turn.Picture picture = files.get(file.asText());
          assertThat(picture).as("an uploaded file: %s", file).isNotNull();
          if (picture != null) {
            pictures.add(picture);
          }
        }
        assertThat(pictures.size()).as("pictures of one message").isLessThanOrEqualTo(1);
        turns.add(new Turn.User(Parsing.text(message, "content"), pictures));
      }
      case "assistant" -> assistant(message);
      case "function" -> {
        Parsing.only(message, "role", "content", "name");
        assertThat(Parsing.text(message, "name")).as("whose result").isEqualTo(waiting);
        JsonNode content = Nodes.read(Parsing.text(message, "content"));
        assertThat(content.isObject()).as("a result is JSON of an object").isTrue();
        JsonNode only = content.size() == 1 ? content.iterator().next() : content;
        turns.add(
            new Turn.Result(
                "g" + (calls - 1),
                waiting,
                only.isTextual() ? only.textValue() : content.toString()));
        waiting = "";
      }
      default -> throw new AssertionError("no such role: " + message);
    }
  }

  private void assistant(JsonNode message) {
    Parsing.only(message, "role", "content", "function_call", "functions_state_id");
    var called = new ArrayList<Turn.Called>();
    if (message.has("function_call")) {
      JsonNode call = Parsing.only(message.path("function_call"), "name", "arguments");
      assertThat(call.path("arguments").isObject()).as("arguments are an object").isTrue();
      waiting = Parsing.text(call, "name");
      called.add(new Turn.Called("g" + calls, waiting, call.path("arguments")));
      calls++;
    }
    turns.add(new Turn.Model("", Parsing.maybe(message, "content"), called));
  }

  private static List<Asked.Offer> offers(JsonNode asked) {
    var offers = new ArrayList<Asked.Offer>();
    for (JsonNode function : asked.path("functions")) {
      Parsing.only(function, "name", "description", "parameters");
      assertThat(function.path("parameters").path("properties").isObject())
          .as("an object has properties")
          .isTrue();
      offers.add(
          new Asked.Offer(
              Parsing.text(function, "name"),
              Parsing.maybe(function, "description"),
              Parsing.parameters(function, "parameters")));
    }
    return offers;
  }

  /// The default is no function at all, so a choice must be said.
  private static @Nullable String choice(JsonNode asked) {
    JsonNode choice = asked.path("function_call");
    if (asked.path("functions").isEmpty()) {
      assertThat(choice.asText()).as("built-ins are not wanted").isNotEqualTo("auto");
      return null;
    }
    if (choice.isObject()) {
      return "=" + Parsing.text(choice, "name");
    }
    assertThat(choice.asText()).isIn("auto", "none");
    return choice.textValue();
  }

  private static Asked.@Nullable Shape shape(JsonNode format) {
    if (format.isMissingNode()) {
      return null;
    }
    Parsing.only(format, "type", "schema", "strict");
    assertThat(Parsing.text(format, "type")).isEqualTo("json_schema");
    return new Asked.Shape(format.path("schema"));
  }
}
