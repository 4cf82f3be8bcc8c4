package dev.homeport.dialect.openai.ask;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.openai.part.CallIds;
import dev.homeport.dialect.openai.part.DataUri;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.dialect.turn.CallLog;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Set;

/// A conversation as a provider wants to hear it.
///
/// Thoughts of the history are left out: nobody knows who thought them (wire.md G.29). What a
/// provider must have back of its own comes from the memory of its own calls.
final class MessageWriting {
  private final Set<Quirk> quirks;
  private final CallMemory memory;
  private final CallLog calls = new CallLog();
  private final ArrayNode written = Json.array();

  private MessageWriting(Set<Quirk> quirks, CallMemory memory) {
    this.quirks = quirks;
    this.memory = memory;
  }

  static ArrayNode write(List<Message> messages, Set<Quirk> quirks, CallMemory memory) {
    var writing = new MessageWriting(quirks, memory);
    messages.forEach(writing::add);
    if (quirks.contains(Quirk.PREFIX_FLAG)
        && !messages.isEmpty()
        && messages.getLast() instanceof Message.Assistant
        && writing.written.path(writing.written.size() - 1) instanceof ObjectNode last) {
      last.put("prefix", true);
    }
    return writing.written;
  }

  private void add(Message message) {
    switch (message) {
      case Message.Instruction(String text) -> of("system").put("content", text);
      case Message.User(var parts) -> content(of("user"), message, parts);
      case Message.Assistant said -> assistant(said);
      case Message.Result result -> result(result);
    }
  }

  private ObjectNode of(String role) {
    return written.addObject().put("role", role);
  }

  /// Words alone are a string, which everybody understands; only pictures and sounds need parts.
  private static void content(ObjectNode to, Message message, List<Part> parts) {
    if (parts.stream().allMatch(Part.Text.class::isInstance)) {
      to.put("content", message.text());
      return;
    }
    ArrayNode content = to.putArray("content");
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> content.addObject().put("type", "text").put("text", text);
        case Part.Picture picture ->
            content
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", DataUri.of(picture));
        case Part.Sound(String format, String base64) ->
            content
                .addObject()
                .put("type", "input_audio")
                .putObject("input_audio")
                .put("data", base64)
                .put("format", format);
        case Part.Thought _, Part.Call _ -> {}
      }
    }
  }

  /// A message without words and calls says nothing, and most would refuse it (wire.md G.34).
  private void assistant(Message.Assistant message) {
    List<Part.Call> made = message.all(Part.Call.class);
    String text = message.text();
    if (made.isEmpty() && text.isEmpty()) {
      return;
    }
    ObjectNode said = of("assistant");
    if (text.isEmpty()) {
      said.putNull("content");
    } else {
      said.put("content", text);
    }
    if (made.isEmpty()) {
      return;
    }
    ArrayNode list = Json.array();
    for (Part.Call each : made) {
      call(each, list);
    }
    remembered(made.getFirst().id(), said);
    said.set("tool_calls", list);
  }

  private void call(Part.Call call, ArrayNode list) {
    String known = call.id().isEmpty() ? "call_" + written.size() + "_" + list.size() : call.id();
    calls.called(new Part.Call(known, call.tool(), call.arguments()));
    ObjectNode node = list.addObject().put("id", legal(known)).put("type", "function");
    node.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
    String extra = quirks.contains(Quirk.WANTS_EXTRA) ? memory.of(call.id()) : null;
    if (extra != null) {
      node.set("extra_content", Remembered.json(extra));
    }
  }

  private void remembered(String id, ObjectNode said) {
    String kept = memory.of(id);
    if (quirks.contains(Quirk.WANTS_REASONING)) {
      said.put("reasoning_content", kept == null ? "" : kept);
    } else if (quirks.contains(Quirk.WANTS_DETAILS) && kept != null) {
      said.set("reasoning_details", Remembered.json(kept));
    }
  }

  private void result(Message.Result result) {
    Part.Call call = calls.answered(result.call(), result.tool());
    String id = call == null ? result.call() : call.id();
    of("tool").put("tool_call_id", legal(id)).put("content", result.text());
  }

  private String legal(String id) {
    return CallIds.legal(id, quirks.contains(Quirk.IDS_OF_NINE));
  }
}
