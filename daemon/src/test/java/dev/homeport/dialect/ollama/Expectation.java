package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.chat.Piece;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an answer says in all, read off its lines without the reader that is tested, or gathered
/// from the pieces that the reader made.
///
/// @param finish the reason it ended for, nothing where it did not end
/// @param failed whether it says that it failed
record Expectation(
    String text,
    String thought,
    List<String> calls,
    int chances,
    @Nullable String finish,
    long prompt,
    long answer,
    boolean failed) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Read off a body of `/api/chat` or `/api/generate`.
  static Expectation of(byte[] body) {
    var text = new StringBuilder();
    var thought = new StringBuilder();
    var calls = new ArrayList<String>();
    int chances = 0;
    String finish = null;
    long prompt = 0;
    long answer = 0;
    boolean failed = false;
    for (String line : new String(body, UTF_8).split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      JsonNode read = tree(line);
      JsonNode said = read.has("message") ? read.path("message") : read;
      text.append(said.path("content").asText("")).append(said.path("response").asText(""));
      thought.append(said.path("thinking").asText(""));
      for (JsonNode call : said.path("tool_calls")) {
        calls.add(
            call.path("function").path("name").asText()
                + call.path("function").path("arguments").toString());
      }
      chances += read.path("logprobs").size();
      failed |= read.has("error");
      if (read.path("done").asBoolean()) {
        finish = read.path("done_reason").asText();
        prompt = read.path("prompt_eval_count").asLong();
        answer = read.path("eval_count").asLong();
      }
    }
    if (finish != null && !calls.isEmpty()) {
      finish = "calls";
    }
    return new Expectation(
        text.toString(), thought.toString(), calls, chances, finish, prompt, answer, failed);
  }

  /// Gathered from pieces.
  static Expectation of(List<Piece> pieces) {
    var text = new StringBuilder();
    var thought = new StringBuilder();
    var names = new ArrayList<String>();
    var arguments = new ArrayList<StringBuilder>();
    int chances = 0;
    String finish = null;
    long prompt = 0;
    long answer = 0;
    boolean failed = false;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text(String said) -> text.append(said);
        case Piece.Thought(String said) -> thought.append(said);
        case Piece.Refusal(String said) -> text.append(said);
        case Piece.CallBegun(int index, String id, String tool) -> {
          if (index != names.size() || id.isEmpty()) {
            throw new AssertionError("call " + index + " of id '" + id + "'");
          }
          names.add(tool);
          arguments.add(new StringBuilder());
        }
        case Piece.CallGoesOn(int index, String fragment) -> arguments.get(index).append(fragment);
        case Piece.Chances(var tokens) -> chances += tokens.size();
        case Piece.Finished(var why, _) -> finish = why.name().toLowerCase(Locale.ROOT);
        case Piece.Counted(var usage) -> {
          prompt = usage.prompt();
          answer = usage.answer();
        }
        case Piece.Failed _ -> failed = true;
      }
    }
    var calls = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      calls.add(names.get(i) + tree(arguments.get(i).toString()));
    }
    return new Expectation(
        text.toString(), thought.toString(), calls, chances, finish, prompt, answer, failed);
  }

  /// The text of a tree as both sides write it here.
  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(Json.text(Json.read(text)));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
