package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.turn.CallLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The messages of a conversation, each result joined to its call.
///
/// A call without an id gets one, so that from here on every result knows its call (wire.md G.19).
final class MessageHearing {
  private static final List<String> ROLES =
      List.of("system", "assistant", "user", "function", "tool", "developer");

  private final Faults faults;

  private final CallLog calls = new CallLog();

  MessageHearing(Faults faults) {
    this.faults = faults;
  }

  /// All of them; none or not said is a fault.
  List<Message> hear(Fields body) {
    List<Fields> given = body.objects("messages");
    if (given.isEmpty() && !body.has("messages")) {
      faults.missing("messages");
    } else if (given.isEmpty()) {
      faults.add(
          "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an"
              + " empty array instead.",
          "messages");
    }
    var messages = new ArrayList<Message>(given.size());
    for (int i = 0; i < given.size(); i++) {
      Message message = given.get(i).node().isObject() ? message(given.get(i), i) : null;
      if (message != null) {
        messages.add(message);
      }
    }
    return messages;
  }

  private @Nullable Message message(Fields message, int place) {
    String role = message.need("role");
    return switch (role) {
      case "system", "developer" -> {
        needContent(message);
        yield new Message.Instruction(ContentHearing.text(message));
      }
      case "user" -> {
        needContent(message);
        yield new Message.User(ContentHearing.parts(message));
      }
      case "assistant" -> assistant(message, place);
      case "tool" -> toolResult(message);
      case "function" -> functionResult(message);
      default -> {
        faults.word(message.at("role"), role, ROLES);
        yield null;
      }
    };
  }

  private void needContent(Fields message) {
    if (!message.has("content")) {
      faults.add(
          "Invalid value for 'content': expected a string, got null.", message.at("content"));
    }
  }

  private Message assistant(Fields message, int place) {
    var parts = new ArrayList<Part>();
    for (String name : List.of("reasoning", "reasoning_content")) {
      JsonNode thought = message.raw(name);
      if (parts.isEmpty() && thought.isTextual() && !thought.textValue().isEmpty()) {
        parts.add(new Part.Thought(thought.textValue(), null));
      }
    }
    for (Part part : ContentHearing.parts(message)) {
      if (!(part instanceof Part.Text(String text)) || !text.isEmpty()) {
        parts.add(part);
      }
    }
    String refusal = message.text("refusal");
    if (refusal != null && !refusal.isEmpty()) {
      parts.add(new Part.Text(refusal));
    }
    calls(message, place, parts);
    return new Message.Assistant(parts);
  }

  private void calls(Fields message, int place, List<Part> parts) {
    List<Fields> given = message.objects("tool_calls");
    for (int i = 0; i < given.size(); i++) {
      Fields call = given.get(i);
      Fields function = call.object("function");
      if (function == null) {
        faults.missing(call.at("function"));
        continue;
      }
      String id = call.text("id");
      String made = "call_" + place + "_" + i;
      parts.add(call(id == null || id.isEmpty() ? made : id, function));
    }
    Fields old = message.object("function_call");
    if (old != null && given.isEmpty()) {
      parts.add(call("call_" + place, old));
    }
  }

  private Part.Call call(String id, Fields function) {
    Optional<String> arguments = CallArguments.text(function.raw("arguments"));
    if (arguments.isEmpty()) {
      faults.add("invalid tool call arguments", function.at("arguments"));
    }
    var call = new Part.Call(id, function.need("name"), arguments.orElse(CallArguments.NONE));
    calls.called(call);
    return call;
  }

  private @Nullable Message toolResult(Fields message) {
    String id = message.text("tool_call_id");
    Part.Call found = calls.answered(id == null ? "" : id, message.text("name"));
    if (found == null && id == null) {
      faults.missing(message.at("tool_call_id"));
    }
    return result(message, found, "tool", "tool_calls");
  }

  private @Nullable Message functionResult(Fields message) {
    return result(message, calls.answered("", message.need("name")), "function", "function_call");
  }

  private @Nullable Message result(
      Fields message, Part.@Nullable Call call, String role, String to) {
    if (call == null) {
      faults.add(
          "Invalid parameter: messages with role '%s' must be a response to a preceeding message with '%s'."
              .formatted(role, to),
          message.at("role"));
      return null;
    }
    return new Message.Result(call.id(), call.tool(), ContentHearing.parts(message), false);
  }
}
