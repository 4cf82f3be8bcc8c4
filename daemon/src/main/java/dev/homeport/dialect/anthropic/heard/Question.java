package dev.homeport.dialect.anthropic.heard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client asks.
///
/// @param leftOut the types of the tools that only Anthropic itself could run
public record Question(ChatRequest request, List<String> leftOut) {
  private static final List<String> EFFORTS = List.of("low", "medium", "high", "xhigh", "max");

  /// The question in the body of a call to `/v1/messages`.
  public static Question of(JsonNode body) throws Objected {
    return of(body, true);
  }

  /// The question in the body of a call that only wants the tokens counted.
  public static Question toBeCounted(JsonNode body) throws Objected {
    return of(body, false);
  }

  private static Question of(JsonNode body, boolean answered) throws Objected {
    var given = Given.body(body, new Words()).object();
    refuseToContinue(given.at("thread"));
    String model = given.needed("model").filledText();
    Long maxTokens =
        answered || given.at("max_tokens").isThere()
            ? Long.valueOf(given.needed("max_tokens").count(1))
            : null;
    var messages = Turns.of(given);
    var leftOut = new ArrayList<String>();
    var tooling = Tools.of(given, leftOut);
    var request =
        new ChatRequest(
            Api.ANTHROPIC_MESSAGES,
            model,
            new Prompt.Conversation(messages),
            tooling,
            format(given),
            sampling(given, maxTokens),
            reasoning(given),
            null,
            null,
            given.at("stream").flag(),
            user(given));
    return new Question(request, leftOut);
  }

  /// Threads are kept by Anthropic's own servers, and here by nobody: none is ever found. Whose
  /// library meant to go on with one then sends the whole conversation.
  private static void refuseToContinue(Given thread) throws Objected {
    if (thread.isThere() && "continue".equals(thread.object().at("type").textOrNull())) {
      throw thread.wrong("no thread is kept here: send the whole conversation");
    }
  }

  private static Sampling sampling(Given given, @Nullable Long maxTokens) throws Objected {
    var stop = new ArrayList<String>();
    for (Given text : given.at("stop_sequences").items()) {
      stop.add(text.text());
    }
    Given topK = given.at("top_k");
    return new Sampling(
        given.at("temperature").numberOrNull(),
        given.at("top_p").numberOrNull(),
        topK.isThere() ? Integer.valueOf(topK.count(0)) : null,
        null,
        null,
        null,
        null,
        null,
        maxTokens,
        List.copyOf(stop));
  }

  private static @Nullable Reasoning reasoning(Given given) throws Objected {
    String effort = effort(given.at("output_config"));
    Given thinking = given.at("thinking");
    if (!thinking.isThere()) {
      return effort == null ? null : new Reasoning(true, effort, null);
    }
    String type = thinking.object().needed("type").text();
    return switch (type) {
      case "enabled" -> new Reasoning(true, effort, thinking.needed("budget_tokens").count(1));
      case "adaptive" -> new Reasoning(true, effort, null);
      case "disabled" -> Reasoning.OFF;
      default ->
          throw thinking.wrong(
              "Input tag '%s' found using 'type' does not match any of the expected tags:"
                      .formatted(type)
                  + " 'adaptive', 'disabled', 'enabled'");
    };
  }

  private static @Nullable String effort(Given config) throws Objected {
    if (!config.isThere() || !config.object().at("effort").isThere()) {
      return null;
    }
    String effort = config.at("effort").oneOf(EFFORTS);
    return effort.equals("xhigh") ? "max" : effort;
  }

  private static Format format(Given given) throws Objected {
    Given config = given.at("output_config");
    Given format = config.at("format").isThere() ? config.at("format") : given.at("output_format");
    if (!format.isThere()) {
      return new Format.Free();
    }
    String type = format.object().needed("type").text();
    if (!type.equals("json_schema")) {
      throw format.at("type").wrong("Input should be 'json_schema'");
    }
    return new Format.Schema(null, Json.text(format.needed("schema").object().node()), null);
  }

  private static @Nullable String user(Given given) throws Objected {
    Given metadata = given.at("metadata");
    return metadata.isThere() ? metadata.object().at("user_id").textOrNull() : null;
  }
}
