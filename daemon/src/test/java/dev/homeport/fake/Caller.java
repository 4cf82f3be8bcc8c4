package dev.homeport.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/// A client of one API, as far as a test of the way needs one: a question, and what it can tell
/// from the bytes of an answer.
public enum Caller {
  CHAT("/api/chat"),
  GENERATE("/api/generate"),
  COMPLETIONS("/v1/chat/completions"),
  TEXTS("/v1/completions"),
  RESPONSES("/v1/responses"),
  MESSAGES("/v1/messages");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String path;

  Caller(String path) {
    this.path = path;
  }

  /// Where it asks.
  public String path() {
    return path;
  }

  /// A question for the model of a [RouterRig].
  public String question(boolean stream) {
    return question(stream, "hello");
  }

  /// The same with these words, which need no escaping.
  public String question(boolean stream, String words) {
    String rest =
        switch (this) {
          case CHAT, COMPLETIONS -> messages(words);
          case MESSAGES -> "\"max_tokens\":100," + messages(words);
          case GENERATE, TEXTS -> "\"prompt\":\"" + words + "\"";
          case RESPONSES -> "\"input\":\"" + words + "\"";
        };
    return "{\"model\":\"" + RouterRig.MODEL + "\",\"stream\":" + stream + "," + rest + "}";
  }

  private static String messages(String words) {
    return "\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]";
  }

  /// Whether an answer says that it is whole.
  public boolean isWhole(String answer, boolean stream) {
    if (!stream) {
      JsonNode body = json(answer);
      return switch (this) {
        case CHAT, GENERATE -> body.path("done").asBoolean();
        case COMPLETIONS, TEXTS -> body.path("choices").path(0).path("finish_reason").isTextual();
        case RESPONSES -> body.path("status").asText().equals("completed");
        case MESSAGES -> body.path("stop_reason").isTextual();
      };
    }
    return switch (this) {
      case CHAT, GENERATE -> lines(answer).stream().anyMatch(line -> line.path("done").asBoolean());
      case COMPLETIONS, TEXTS ->
          answer.contains("data: [DONE]")
              || lines(answer).stream()
                  .anyMatch(line -> line.path("choices").path(0).path("finish_reason").isTextual());
      case RESPONSES -> answer.contains("event: response.completed");
      case MESSAGES -> answer.contains("message_stop") || answer.contains("\"end_turn\"");
    };
  }

  /// The words of a stream or a whole answer, in order.
  public String words(String answer, boolean stream) {
    var words = new StringBuilder();
    for (JsonNode each : stream ? lines(answer) : List.of(json(answer))) {
      JsonNode choice = each.path("choices").path(0);
      words.append(
          switch (this) {
            case CHAT -> each.path("message").path("content").asText("");
            case GENERATE -> each.path("response").asText("");
            case COMPLETIONS ->
                choice.path(stream ? "delta" : "message").path("content").asText("");
            case TEXTS -> choice.path("text").asText("");
            case RESPONSES ->
                stream
                    ? each.path("type").asText().equals("response.output_text.delta")
                        ? each.path("delta").asText("")
                        : ""
                    : each.path("output").path(0).path("content").path(0).path("text").asText("");
            case MESSAGES ->
                stream
                    ? each.path("delta").path("text").asText("")
                    : each.path("content").path(0).path("text").asText("");
          });
    }
    return words.toString();
  }

  /// What an error says that came in place of an answer; fails where it is not in the shape of this
  /// API.
  public String refusal(String body) {
    JsonNode error = json(body);
    return switch (this) {
      case CHAT, GENERATE -> text(error, "error");
      case COMPLETIONS, TEXTS, RESPONSES -> {
        text(error.path("error"), "type");
        yield text(error.path("error"), "message");
      }
      case MESSAGES -> {
        if (!text(error, "type").equals("error")) {
          throw new AssertionError("no error: " + body);
        }
        text(error.path("error"), "type");
        yield text(error.path("error"), "message");
      }
    };
  }

  /// What the last frame of a stream says went wrong; fails where it says nothing of the kind.
  public String failure(String answer) {
    List<JsonNode> frames = lines(answer);
    JsonNode last = frames.isEmpty() ? json("{}") : frames.getLast();
    return switch (this) {
      case CHAT, GENERATE, COMPLETIONS, TEXTS -> refusal(last.toString());
      case RESPONSES ->
          last.path("type").asText().equals("response.failed")
              ? text(last.path("response").path("error"), "message")
              : text(last, "message");
      case MESSAGES -> {
        if (!answer.contains("event: error\n")) {
          throw new AssertionError("no event of an error: " + answer);
        }
        yield refusal(last.toString());
      }
    };
  }

  /// The objects of a stream; fails where one of them is none.
  public static List<JsonNode> lines(String answer) {
    return Arrays.stream(answer.split("\n", -1))
        .map(line -> line.startsWith("data:") ? line.substring(5).strip() : line.strip())
        .filter(line -> line.startsWith("{"))
        .map(Caller::json)
        .toList();
  }

  private static String text(JsonNode node, String name) {
    JsonNode text = node.path(name);
    if (!text.isTextual() || text.textValue().isEmpty()) {
      throw new AssertionError("no " + name + " in " + node);
    }
    return text.textValue();
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
