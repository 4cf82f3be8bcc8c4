package dev.homeport.dialect.anthropic.asked;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A conversation as the API wants it: instructions apart, the user first, turns that alternate,
/// none of them empty, and the results of all calls right behind the calls (wire.md G.33, G.34).
final class Turns {
  /// Said where somebody must say something and nothing was said.
  private static final String NOTHING = "…";

  private final ArrayNode messages = Json.array();
  private final StringBuilder system = new StringBuilder();
  private final CallIds ids = new CallIds();

  /// The thoughts to be given back with a turn of the model, as the text of a list of blocks.
  private final Function<Message.Assistant, @Nullable String> thoughts;

  private String role = "";
  private ArrayNode content = Json.array();

  /// How many of the blocks of the user's turn at hand are results: they come first.
  private int results;

  private Turns(Function<Message.Assistant, @Nullable String> thoughts) {
    this.thoughts = thoughts;
  }

  static Turns of(List<Message> messages, Function<Message.Assistant, @Nullable String> thoughts) {
    var turns = new Turns(thoughts);
    messages.forEach(turns::add);
    turns.finish();
    return turns;
  }

  String system() {
    return system.toString();
  }

  ArrayNode messages() {
    return messages;
  }

  private void add(Message message) {
    switch (message) {
      case Message.Instruction(String text) -> {
        if (!text.isBlank()) {
          system.append(system.isEmpty() ? "" : "\n\n").append(text);
        }
      }
      case Message.User(var parts) -> {
        turn("user");
        parts.forEach(part -> Block.show(part, content));
        saySomething();
      }
      case Message.Assistant assistant -> assistant(assistant);
      case Message.Result result -> result(result);
    }
  }

  private void assistant(Message.Assistant assistant) {
    if (assistant.parts().stream().allMatch(Turns::isNothing)) {
      return;
    }
    turn("assistant");
    String thought = thoughts.apply(assistant);
    if (thought != null) {
      Block.parsed(thought).forEach(content::add);
    }
    for (Part part : assistant.parts()) {
      if (part instanceof Part.Call call) {
        content.add(Block.call(ids.begin(call), call));
      } else {
        Block.show(part, content);
      }
    }
  }

  /// Whether nothing of it is said again. Thoughts are worth something only with their seal, which
  /// the memory keeps, not the client (wire.md G.29).
  private static boolean isNothing(Part part) {
    return switch (part) {
      case Part.Text(String text) -> text.isBlank();
      case Part.Thought _, Part.Sound _ -> true;
      case Part.Picture _, Part.Call _ -> false;
    };
  }

  private void result(Message.Result result) {
    turn("user");
    ArrayNode shown = Json.array();
    result.parts().forEach(part -> Block.show(part, shown));
    String id = ids.answer(result);
    if (id == null) {
      // The result of a call that is not there would be refused: it is only told.
      String tool = result.tool();
      content.add(Block.text(tool == null ? "A tool's result:" : "Result of " + tool + ":"));
      content.addAll(shown);
      return;
    }
    content.insert(results++, Block.result(id, shown, result.failed()));
  }

  private void turn(String wanted) {
    if (role.equals(wanted)) {
      return;
    }
    if (wanted.equals("assistant")) {
      if (role.isEmpty()) {
        begin("user");
        saySomething();
      }
      answerTheRest();
    }
    begin(wanted);
  }

  private void begin(String wanted) {
    role = wanted;
    content = Json.array();
    results = 0;
    messages.add(Json.object().put("role", wanted).set("content", content));
  }

  private void saySomething() {
    if (content.isEmpty()) {
      content.add(Block.text(NOTHING));
    }
  }

  /// A call without a result would be refused.
  private void answerTheRest() {
    for (String id : ids.unanswered()) {
      ArrayNode shown = Json.array().add(Block.text("There is no result."));
      content.insert(results++, Block.result(id, shown, true));
    }
  }

  private void finish() {
    if (role.isEmpty()) {
      turn("user");
      saySomething();
      return;
    }
    if (role.equals("assistant") && content.path(content.size() - 1) instanceof ObjectNode last) {
      if (last.path("type").asText().equals("tool_use")) {
        begin("user");
      } else if (last.path("text").isTextual()) {
        // An answer to be continued may not end in blanks.
        last.put("text", last.path("text").asText().stripTrailing());
      }
    }
    if (role.equals("user")) {
      answerTheRest();
    }
  }
}
