package dev.homeport.dialect.responses.heard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import dev.homeport.dialect.responses.tool.ToolNames;
import dev.homeport.wire.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client asks.
///
/// @param names what its tools are called
/// @param echo what of the question is said again in the answer
/// @param leftOut the types of the tools that only OpenAI itself could run
public record Question(ChatRequest request, ToolNames names, Echo echo, List<String> leftOut) {
  private static final List<String> EFFORTS =
      List.of("none", "minimal", "low", "medium", "high", "xhigh");
  private static final String NO_STATE = "This server keeps no state between requests: ";

  /// The question in this body.
  public static Question of(JsonNode body) throws Objected {
    var given = Given.body(body, new Words()).object();
    String model = given.needed("model").filledText();
    refuseState(given);
    var names = new ToolNames();
    var tools = Tools.of(given, names);
    var messages = Items.of(given, names);
    var request =
        new ChatRequest(
            Api.OPENAI_RESPONSES,
            model,
            new Prompt.Conversation(messages),
            tools.tooling(),
            format(given.at("text")),
            sampling(given),
            reasoning(given.at("reasoning")),
            logprobs(given),
            null,
            given.at("stream").flag(),
            given.at("user").textOrNull());
    return new Question(request, names, Echo.of(body), tools.leftOut());
  }

  /// What would need an answer to be kept is refused, and it is said what to send instead.
  private static void refuseState(Given given) throws Objected {
    for (String name : List.of("previous_response_id", "conversation")) {
      if (given.at(name).isThere()) {
        throw given
            .at(name)
            .wrong(
                NO_STATE
                    + "'%s' cannot be used. Send all items of the conversation in 'input'."
                        .formatted(name));
      }
    }
    if (given.at("prompt").isThere()) {
      throw given
          .at("prompt")
          .wrong(NO_STATE + "'prompt' cannot be used. Send its text in 'instructions'.");
    }
    if (given.at("background").flag()) {
      throw given
          .at("background")
          .wrong(NO_STATE + "'background' cannot be used. Use 'stream' for long answers.");
    }
  }

  private static Sampling sampling(Given given) throws Objected {
    Given most = given.at("max_output_tokens");
    return new Sampling(
        given.at("temperature").numberOrNull(),
        given.at("top_p").numberOrNull(),
        null,
        null,
        null,
        null,
        null,
        null,
        most.isThere() ? Long.valueOf(most.count(1)) : null,
        List.of());
  }

  private static @Nullable Reasoning reasoning(Given given) throws Objected {
    if (!given.isThere() || !given.object().at("effort").isThere()) {
      return null;
    }
    String effort = given.at("effort").oneOf(EFFORTS);
    return switch (effort) {
      case "none" -> Reasoning.OFF;
      case "xhigh" -> new Reasoning(true, "max", null);
      default -> new Reasoning(true, effort, null);
    };
  }

  private static Format format(Given text) throws Objected {
    if (!text.isThere() || !text.object().at("format").isThere()) {
      return new Format.Free();
    }
    Given format = text.at("format").object();
    String type = format.needed("type").oneOf(List.of("text", "json_object", "json_schema"));
    return switch (type) {
      case "json_object" -> new Format.Json();
      case "json_schema" ->
          new Format.Schema(
              format.needed("name").filledText(),
              Json.text(format.needed("schema").object().node()),
              format.at("strict").flagOrNull());
      default -> new Format.Free();
    };
  }

  /// The chances of tokens come only to whom asks to have them included.
  private static @Nullable Integer logprobs(Given given) throws Objected {
    Given others = given.at("top_logprobs");
    int wanted = others.isThere() ? others.count(0) : 0;
    for (Given name : given.at("include").items()) {
      if (name.text().equals("message.output_text.logprobs")) {
        return wanted;
      }
    }
    return null;
  }
}
