package dev.homeport.dialect.responses.heard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import dev.homeport.dialect.responses.tool.ToolNames;
import dev.homeport.dialect.responses.tool.ToolNames.Known;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The conversation in a body: its instructions and its items.
///
/// Items of the model that follow each other are one turn. What tools of OpenAI's own did is left
/// out: nobody else could make anything of it (cases.md H13).
final class Items {
  private static final Set<String> OF_OPENAI =
      Set.of(
          "web_search_call",
          "file_search_call",
          "code_interpreter_call",
          "image_generation_call",
          "mcp_list_tools",
          "mcp_call",
          "mcp_approval_request",
          "mcp_approval_response",
          "tool_search_call",
          "tool_search_output",
          "compaction",
          "compaction_summary",
          "ghost_snapshot");

  private final ToolNames names;
  private final List<Message> messages = new ArrayList<>();

  /// The turn of the model that is not over yet.
  private final List<Part> turn = new ArrayList<>();

  /// The names of the tools that were called, by the ids of the calls.
  private final Map<String, String> called = new HashMap<>();

  private Items(ToolNames names) {
    this.names = names;
  }

  static List<Message> of(Given body, ToolNames names) throws Objected {
    var items = new Items(names);
    String instructions = body.at("instructions").textOrNull();
    if (instructions != null && !instructions.isEmpty()) {
      items.messages.add(new Message.Instruction(instructions));
    }
    Given input = body.needed("input");
    if (input.isText()) {
      items.messages.add(Message.User.saying(input.text()));
    } else {
      List<Given> all = input.items();
      if (all.isEmpty()) {
        throw input.wrong(
            "Invalid 'input': empty array. Expected an array with minimum length 1, but got an"
                + " empty array instead.");
      }
      for (Given item : all) {
        items.item(item.object());
      }
    }
    items.endTurn();
    return List.copyOf(items.messages);
  }

  private void item(Given item) throws Objected {
    String said = item.at("type").textOrNull();
    String type = said == null && item.at("role").isThere() ? "message" : said;
    if (type == null) {
      item.needed("type");
      return;
    }
    switch (type) {
      case "message" -> message(item);
      case "reasoning" -> {
        Part.Thought thought = Shown.thought(item);
        if (!thought.text().isEmpty()) {
          turn.add(thought);
        }
      }
      case "function_call" -> call(item, false, arguments(item));
      case "custom_tool_call" -> call(item, true, input(item));
      case "function_call_output", "custom_tool_call_output" -> result(item);
      case "item_reference" ->
          throw item.wrong(
              "This server keeps no state between requests: 'item_reference' cannot be used. Send"
                  + " the item itself.");
      default -> {
        if (!OF_OPENAI.contains(type)) {
          throw item.at("type")
              .wrong(
                  ("Invalid value: '%s'. Items of this type cannot be used here. Supported values"
                          + " are: 'message', 'reasoning', 'function_call', 'function_call_output',"
                          + " 'custom_tool_call', and 'custom_tool_call_output'.")
                      .formatted(type));
        }
      }
    }
  }

  private void message(Given item) throws Objected {
    String role = item.needed("role").oneOf(List.of("assistant", "system", "developer", "user"));
    List<Part> parts = Shown.parts(item.needed("content"));
    if (role.equals("assistant")) {
      turn.addAll(parts);
      return;
    }
    endTurn();
    var message = new Message.User(parts);
    if (role.equals("user")) {
      messages.add(message);
    } else {
      messages.add(new Message.Instruction(message.text()));
    }
  }

  private void call(Given item, boolean custom, String arguments) throws Objected {
    String id = item.needed("call_id").filledText();
    String tool =
        names.name(
            new Known(item.at("namespace").textOrNull(), item.needed("name").filledText(), custom));
    called.put(id, tool);
    turn.add(new Part.Call(id, tool, arguments));
  }

  /// What is no JSON, because it was cut short, is told as nothing.
  private static String arguments(Given item) throws Objected {
    String text = item.needed("arguments").text();
    byte[] json = text.getBytes(UTF_8);
    return Json.readOrMissing(json, 0, json.length).isObject() ? text : "{}";
  }

  private static String input(Given item) throws Objected {
    return Json.text(Json.object().put(Tools.INPUT, item.needed("input").text()));
  }

  private void result(Given item) throws Objected {
    String id = item.needed("call_id").filledText();
    String tool = called.get(id);
    if (tool == null) {
      throw item.wrong(
          "No tool call found for function call output with call_id %s.".formatted(id));
    }
    endTurn();
    messages.add(new Message.Result(id, tool, Shown.parts(item.needed("output")), false));
  }

  private void endTurn() {
    if (!turn.isEmpty()) {
      messages.add(new Message.Assistant(List.copyOf(turn)));
      turn.clear();
    }
  }
}
