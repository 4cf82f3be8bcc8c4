package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Question;
import dev.homeport.simulation.model.Question.Tool;
import dev.homeport.wire.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what a request asks, in each dialect.
final class Questions {
  private static final Set<String> NO_THOUGHTS = Set.of("none", "disabled");

  private Questions() {}

  static Question read(Api api, JsonObject body, boolean thinker) {
    List<JsonObject> turns = body.objects(api == Api.RESPONSES ? "input" : "messages");
    String prompt =
        switch (api) {
          case GENERATE, COMPLETIONS -> body.text("prompt", "");
          case RESPONSES -> turns.isEmpty() ? body.text("input", "") : lastWords(turns);
          case CHAT, CHAT_COMPLETIONS, MESSAGES -> lastWords(turns);
        };
    long length = prompt.length() + turns.stream().mapToLong(turn -> content(turn).length()).sum();
    JsonObject schema = schema(api, body);
    return new Question(
        prompt,
        length,
        answersCall(turns) ? List.of() : tools(body),
        thinker && thinks(body),
        schema != JsonObject.EMPTY || wantsJson(api, body),
        schema,
        most(api, body),
        stops(api, body));
  }

  private static String lastWords(List<JsonObject> turns) {
    return turns.reversed().stream()
        .filter(turn -> turn.text("role", "user").equals("user"))
        .map(Questions::content)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String content(JsonObject turn) {
    String text = turn.text("content");
    if (text != null) {
      return text;
    }
    return turn.objects("content").stream()
        .map(part -> part.text("text", ""))
        .collect(Collectors.joining());
  }

  /// Whether the conversation ends with what a tool gave back; then words are due, not more calls.
  private static boolean answersCall(List<JsonObject> turns) {
    if (turns.isEmpty()) {
      return false;
    }
    JsonObject last = turns.getLast();
    return last.text("role", "").equals("tool")
        || last.text("type", "").equals("function_call_output")
        || last.objects("content").stream()
            .anyMatch(part -> part.text("type", "").equals("tool_result"));
  }

  private static List<Tool> tools(JsonObject body) {
    return body.objects("tools").stream()
        .map(tool -> tool.has("function") ? tool.object("function") : tool)
        .filter(tool -> !tool.text("name", "").isEmpty())
        .map(
            tool ->
                new Tool(
                    tool.text("name", ""),
                    tool.text("description"),
                    tool.object(tool.has("input_schema") ? "input_schema" : "parameters")))
        .toList();
  }

  private static boolean thinks(JsonObject body) {
    String effort =
        body.text("reasoning_effort", body.object("reasoning").text("effort", "unsaid"));
    return body.flag("think", true)
        && !NO_THOUGHTS.contains(effort)
        && !NO_THOUGHTS.contains(body.object("thinking").text("type", ""));
  }

  private static JsonObject schema(Api api, JsonObject body) {
    return switch (api) {
      case CHAT, GENERATE -> body.object("format");
      case CHAT_COMPLETIONS ->
          body.object("response_format").object("json_schema").object("schema");
      case RESPONSES -> body.object("text").object("format").object("schema");
      case COMPLETIONS, MESSAGES -> JsonObject.EMPTY;
    };
  }

  private static boolean wantsJson(Api api, JsonObject body) {
    return api.isNative()
        ? body.text("format", "").equals("json")
        : body.object("response_format").text("type", "").equals("json_object");
  }

  private static long most(Api api, JsonObject body) {
    long most =
        switch (api) {
          case CHAT, GENERATE -> body.object("options").number("num_predict", -1);
          case CHAT_COMPLETIONS, COMPLETIONS, MESSAGES -> body.number("max_tokens", -1);
          case RESPONSES -> body.number("max_output_tokens", -1);
        };
    return most > 0 ? most : -1;
  }

  private static List<String> stops(Api api, JsonObject body) {
    return switch (api) {
      case CHAT, GENERATE -> body.object("options").texts("stop");
      case MESSAGES -> body.texts("stop_sequences");
      case CHAT_COMPLETIONS, COMPLETIONS, RESPONSES -> body.texts("stop");
    };
  }
}
