package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How Gemini understands a request: no empty parts, every call answered at once and in full.
final class GeminiParsing {
  private static final Map<String, String> KNOBS =
      Map.of(
          "temperature", "temperature",
          "topP", "top_p",
          "topK", "top_k",
          "presencePenalty", "presence_penalty",
          "frequencyPenalty", "frequency_penalty",
          "seed", "seed",
          "maxOutputTokens", "max_tokens",
          "stopSequences", "stop");
  private static final List<String> CONFIG =
      List.of(
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "thinkingConfig",
          "candidateCount",
          "responseLogprobs",
          "logprobs");

  private final List<Turn> turns = new ArrayList<>();

  /// How many calls of the turn before still have no result.
  private int waiting;

  Asked understood(String target, JsonNode asked) {
    Parsing.only(
        asked,
        "contents",
        "systemInstruction",
        "tools",
        "toolConfig",
        "generationConfig",
        "safetySettings");
    List<String> named = GeminiProvider.parts(target);
    boolean stream = named.get(1).equals("streamGenerateContent?alt=sse");
    assertThat(stream || named.get(1).equals("generateContent"))
        .as("the call: %s", target)
        .isTrue();
    JsonNode system = asked.path("systemInstruction");
    if (!system.isMissingNode()) {
      var text = new ArrayList<String>();
      system.path("parts").forEach(part -> text.add(Parsing.text(part, "text")));
      turns.add(new Turn.Instruction(String.join("\n", text)));
    }
    assertThat(asked.path("contents")).isNotEmpty();
    asked.path("contents").forEach(this::content);
    assertThat(waiting).as("calls without results at the end").isZero();
    JsonNode config = asked.path("generationConfig");
    var known = new ArrayList<>(CONFIG);
    known.addAll(KNOBS.keySet());
    if (!config.isMissingNode()) {
      Parsing.only(config, known);
    }
    return Schemas.plain(
        new Asked(
            named.get(0),
            turns,
            offers(asked.path("tools")),
            choice(asked.path("toolConfig").path("functionCallingConfig")),
            shape(config),
            Parsing.knobs(config, KNOBS),
            think(config.path("thinkingConfig")),
            null,
            stream));
  }

  private void content(JsonNode content) {
    Parsing.only(content, "role", "parts");
    assertThat(content.path("parts")).as("parts").isNotEmpty();
    switch (Parsing.text(content, "role")) {
      case "user" -> user(content.path("parts"));
      case "model" -> {
        assertThat(waiting).as("calls without results").isZero();
        model(content.path("parts"));
      }
      default -> throw new AssertionError("no such role (litellm#20806): " + content);
    }
  }

  private void user(JsonNode parts) {
    int results = 0;
    var text = new StringBuilder();
    var pictures = new ArrayList<Turn.Picture>();
    for (JsonNode part : parts) {
      if (part.has("functionResponse")) {
        JsonNode response = Parsing.only(part.path("functionResponse"), "id", "name", "response");
        assertThat(response.path("response").isObject()).as("a response is an object").isTrue();
        turns.add(
            new Turn.Result(
                Parsing.maybe(response, "id"),
                Parsing.text(response, "name"),
                said(response.path("response"))));
        results++;
      } else if (part.has("inlineData")) {
        JsonNode data = Parsing.only(part.path("inlineData"), "mimeType", "data");
        pictures.add(
            new Turn.Picture(
                Parsing.text(data, "mimeType"), Parsing.base64(Parsing.text(data, "data"))));
      } else {
        String words = Parsing.text(Parsing.only(part, "text"), "text");
        assertThat(words).as("an empty part").isNotEmpty();
        text.append(words);
      }
    }
    assertThat(results).as("as many results as calls, in the turn after them").isEqualTo(waiting);
    waiting = 0;
    if (!text.isEmpty() || !pictures.isEmpty()) {
      turns.add(new Turn.User(text.toString(), pictures));
    }
  }

  /// A text that was wrapped, or an object that passed as it was.
  private static String said(JsonNode response) {
    JsonNode only = response.size() == 1 ? response.iterator().next() : response;
    return only.isTextual() ? only.textValue() : response.toString();
  }

  private void model(JsonNode parts) {
    var thinking = new StringBuilder();
    var text = new StringBuilder();
    var calls = new ArrayList<Turn.Called>();
    for (JsonNode part : parts) {
      if (part.has("functionCall")) {
        Parsing.only(part, "functionCall", "thoughtSignature");
        JsonNode call = Parsing.only(part.path("functionCall"), "id", "name", "args");
        calls.add(
            new Turn.Called(
                Parsing.maybe(call, "id"), Parsing.text(call, "name"), call.path("args")));
      } else {
        Parsing.only(part, "text", "thought", "thoughtSignature");
        (part.path("thought").asBoolean() ? thinking : text).append(Parsing.text(part, "text"));
      }
    }
    waiting = calls.size();
    turns.add(new Turn.Model(thinking.toString(), text.toString(), calls));
  }

  private static List<Asked.Offer> offers(JsonNode tools) {
    var offers = new ArrayList<Asked.Offer>();
    for (JsonNode tool : tools) {
      for (JsonNode offer :
          Parsing.only(tool, "functionDeclarations").path("functionDeclarations")) {
        Parsing.only(offer, "name", "description", "parameters", "parametersJsonSchema");
        offers.add(
            new Asked.Offer(
                Parsing.text(offer, "name"),
                Parsing.maybe(offer, "description"),
                Parsing.parameters(
                    offer, offer.has("parameters") ? "parameters" : "parametersJsonSchema")));
      }
    }
    return offers;
  }

  private static @Nullable String choice(JsonNode config) {
    if (config.isMissingNode()) {
      return null;
    }
    JsonNode names =
        Parsing.only(config, "mode", "allowedFunctionNames").path("allowedFunctionNames");
    return switch (Parsing.text(config, "mode")) {
      case "AUTO" -> "auto";
      case "NONE" -> "none";
      case "ANY" -> names.size() == 1 ? "=" + names.path(0).textValue() : "required";
      default -> throw new AssertionError("no such mode: " + config);
    };
  }

  private static Asked.@Nullable Shape shape(JsonNode config) {
    if (!config.has("responseMimeType")) {
      return null;
    }
    assertThat(Parsing.text(config, "responseMimeType")).isEqualTo("application/json");
    JsonNode schema =
        config.path(config.has("responseSchema") ? "responseSchema" : "responseJsonSchema");
    return new Asked.Shape(schema.isMissingNode() ? null : schema);
  }

  private static @Nullable String think(JsonNode config) {
    if (config.isMissingNode()) {
      return null;
    }
    Parsing.only(config, "includeThoughts", "thinkingBudget", "thinkingLevel");
    if (config.path("thinkingBudget").asInt(-1) == 0) {
      return "off";
    }
    return config.path("includeThoughts").asBoolean() ? "on" : "off";
  }
}
