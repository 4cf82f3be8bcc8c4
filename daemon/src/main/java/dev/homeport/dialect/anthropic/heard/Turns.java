package dev.homeport.dialect.anthropic.heard;

import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The conversation in a body: its instructions and its turns.
///
/// A user's turn with results of tools becomes one message for each result, before what else the
/// user says in it. Tools that Anthropic itself ran are left out of the history: nobody else could
/// make anything of them.
final class Turns {
  private final List<Message> messages = new ArrayList<>();

  /// The names of the tools that were called, by the ids of the calls.
  private final Map<String, String> called = new HashMap<>();

  private Turns() {}

  static List<Message> of(Given body) throws Objected {
    var turns = new Turns();
    turns.instruct(body.at("system"));
    Given given = body.needed("messages");
    List<Given> items = given.items();
    if (items.isEmpty()) {
      throw given.wrong("at least one message is required");
    }
    for (Given item : items) {
      turns.turn(item.object());
    }
    return List.copyOf(turns.messages);
  }

  private void instruct(Given system) throws Objected {
    if (!system.isThere()) {
      return;
    }
    var texts = new ArrayList<String>();
    if (system.isText()) {
      texts.add(system.text());
    } else {
      for (Given block : system.items()) {
        String type = block.object().needed("type").text();
        if (!type.equals("text")) {
          throw block.at("type").wrong("Input should be 'text'");
        }
        texts.add(block.needed("text").text());
      }
    }
    String text = String.join("\n\n", texts);
    if (!text.isEmpty()) {
      messages.add(new Message.Instruction(text));
    }
  }

  private void turn(Given given) throws Objected {
    String role = given.needed("role").text();
    Given content = given.needed("content");
    switch (role) {
      case "user" -> user(given, content);
      case "assistant" -> assistant(content);
      case "system" ->
          throw new Objected(
              "messages: Unexpected role \"system\". The Messages API accepts a top-level `system`"
                  + " parameter, not \"system\" as an input message role.",
              given.at("role").place());
      default -> throw given.at("role").wrong("Input should be 'user' or 'assistant'");
    }
  }

  private void user(Given turn, Given content) throws Objected {
    if (content.isText()) {
      messages.add(Message.User.saying(content.text()));
      return;
    }
    List<Given> blocks = content.items();
    if (blocks.isEmpty()) {
      throw turn.wrong("user messages must have non-empty content");
    }
    var said = new ArrayList<Part>();
    for (Given block : blocks) {
      if (block.object().needed("type").text().equals("tool_result")) {
        messages.add(result(block));
      } else {
        said.add(Shown.part(block));
      }
    }
    if (!said.isEmpty()) {
      messages.add(new Message.User(List.copyOf(said)));
    }
  }

  private Message.Result result(Given block) throws Objected {
    String id = block.needed("tool_use_id").text();
    String tool = called.get(id);
    if (tool == null) {
      throw block.wrong(
          "unexpected `tool_use_id` found in `tool_result` blocks: %s. Each `tool_result` block must"
                  .formatted(id)
              + " have a corresponding `tool_use` block in the previous message.");
    }
    return new Message.Result(
        id, tool, Shown.parts(block.at("content")), block.at("is_error").flag());
  }

  private void assistant(Given content) throws Objected {
    if (content.isText()) {
      messages.add(Message.Assistant.saying(content.text()));
      return;
    }
    var parts = new ArrayList<Part>();
    for (Given block : content.items()) {
      String type = block.object().needed("type").text();
      switch (type) {
        case "text" -> parts.add(new Part.Text(block.needed("text").text()));
        case "thinking" ->
            parts.add(
                new Part.Thought(
                    block.needed("thinking").text(), block.at("signature").textOrNull()));
        case "redacted_thinking" -> parts.add(new Part.Thought("", block.needed("data").text()));
        case "tool_use" -> parts.add(call(block));
        default -> {
          if (!isOfAnthropicsOwn(type)) {
            throw Shown.unknown(block, type);
          }
        }
      }
    }
    if (!parts.isEmpty()) {
      messages.add(new Message.Assistant(List.copyOf(parts)));
    }
  }

  private Part.Call call(Given block) throws Objected {
    String id = block.needed("id").filledText();
    String name = block.needed("name").filledText();
    Given input = block.at("input");
    called.put(id, name);
    return new Part.Call(id, name, input.isThere() ? Json.text(input.object().node()) : "{}");
  }

  /// Whether a block tells of a tool that ran at Anthropic, or of its housekeeping.
  private static boolean isOfAnthropicsOwn(String type) {
    return type.equals("server_tool_use")
        || type.equals("mcp_tool_use")
        || type.equals("container_upload")
        || type.equals("compaction")
        || type.endsWith("_tool_result");
  }
}
