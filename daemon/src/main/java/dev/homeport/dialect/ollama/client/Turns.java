package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.turn.CallLog;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The `messages` of a chat.
///
/// Roles are not case-sensitive, and one that nobody knows is taken for the user's. Empty turns
/// stay turns: they are legal here.
final class Turns {
  private final List<Message> turns = new ArrayList<>();
  private final CallLog calls = new CallLog();

  private Turns() {}

  static List<Message> of(Fields body) throws Wrong {
    var reading = new Turns();
    for (Fields message : body.structs("messages", "[]api.Message", "api.Message")) {
      reading.read(message);
    }
    return List.copyOf(reading.turns);
  }

  private void read(Fields message) throws Wrong {
    String text = message.text("content");
    List<Part> media = Media.of(message.texts("images", "[]api.ImageData", "api.ImageData"));
    switch (message.text("role").toLowerCase(Locale.ROOT)) {
      case "system", "developer" -> {
        turns.add(new Message.Instruction(text));
        if (!media.isEmpty()) {
          turns.add(new Message.User(List.copyOf(media)));
        }
      }
      case "assistant" -> turns.add(new Message.Assistant(said(message, text, media)));
      case "tool" ->
          turns.add(
              result(message.text("tool_call_id"), message.text("tool_name"), parts(text, media)));
      default -> turns.add(new Message.User(parts(text, media)));
    }
  }

  private Message.Result result(String id, String named, List<Part> parts) {
    String tool = named.isEmpty() ? null : named;
    Part.Call call = calls.answered(id, tool);
    return call == null
        ? new Message.Result(id, tool, parts, false)
        : new Message.Result(call.id(), tool == null ? call.tool() : tool, parts, false);
  }

  private static List<Part> parts(String text, List<Part> media) {
    var parts = new ArrayList<Part>(media.size() + 1);
    if (!text.isEmpty() || media.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    parts.addAll(media);
    return List.copyOf(parts);
  }

  private List<Part> said(Fields message, String text, List<Part> media) throws Wrong {
    var parts = new ArrayList<Part>();
    String thinking = message.text("thinking");
    if (!thinking.isEmpty()) {
      parts.add(new Part.Thought(thinking, null));
    }
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    parts.addAll(media);
    for (Fields call : message.structs("tool_calls", "[]api.ToolCall", "api.ToolCall")) {
      Fields function = call.struct("function", "api.ToolCallFunction");
      var read =
          new Part.Call(
              call.text("id"), function.text("name"), arguments(function.value("arguments")));
      calls.called(read);
      parts.add(read);
    }
    return parts.isEmpty() ? List.of(new Part.Text("")) : List.copyOf(parts);
  }

  private static String arguments(JsonNode arguments) throws Wrong {
    if (arguments.isObject()) {
      return Json.text(arguments);
    }
    if (arguments.isMissingNode()) {
      return "{}";
    }
    throw Wrong.because("Value looks like object, but can't find closing '}' symbol");
  }
}
