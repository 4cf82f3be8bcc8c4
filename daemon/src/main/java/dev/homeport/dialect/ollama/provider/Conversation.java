package dev.homeport.dialect.ollama.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.CallArguments;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The messages and the tools of a question to `/api/chat`.
///
/// A message has one text, so several are joined (wire.md G.31); pictures and sounds are bare
/// base64 in one list (G.30); `developer` is `system` (G.33). Thinking goes along where no provider
/// sealed it (G.29).
final class Conversation {
  private final List<Message> messages;

  private Conversation(List<Message> messages) {
    this.messages = messages;
  }

  static void write(ChatRequest request, ObjectNode body) {
    var conversation = new Conversation(request.prompt().messages());
    ArrayNode out = body.putArray("messages");
    for (int i = 0; i < conversation.messages.size(); i++) {
      conversation.write(i, out.addObject());
    }
    ArrayNode tools = body.arrayNode();
    for (Tool tool : offered(request.tooling())) {
      write(tool, tools.addObject());
    }
    if (!tools.isEmpty()) {
      body.set("tools", tools);
    }
  }

  /// What is wrong with a history that cannot be said here; nothing where all of it can.
  static @Nullable String lacks(ChatRequest request) {
    for (Message message : request.prompt().messages()) {
      for (Part.Call call : message.all(Part.Call.class)) {
        if (CallArguments.object(call.arguments()).isEmpty()) {
          return "a call in the history whose arguments are no JSON object";
        }
      }
    }
    return null;
  }

  /// There is no word for a choice. One that forbids all or names one can be kept by what is
  /// offered; that some tool must be called can only be hoped for (G.22).
  private static List<Tool> offered(Tooling tooling) {
    return switch (tooling.choice()) {
      case null -> tooling.tools();
      case Tooling.Choice.Auto _, Tooling.Choice.Required _ -> tooling.tools();
      case Tooling.Choice.None _ -> List.of();
      case Tooling.Choice.Named(String name) ->
          tooling.tools().stream().filter(tool -> tool.name().equals(name)).toList();
    };
  }

  private static void write(Tool tool, ObjectNode out) {
    ObjectNode function = out.put("type", "function").putObject("function");
    function.put("name", tool.name());
    if (tool.description() != null) {
      function.put("description", tool.description());
    }
    if (tool.parameters() == null) {
      function.putObject("parameters").put("type", "object").putObject("properties");
    } else {
      function.set("parameters", Texts.parsed(tool.parameters()));
    }
  }

  private void write(int index, ObjectNode out) {
    Message message = messages.get(index);
    switch (message) {
      case Message.Instruction(String text) -> out.put("role", "system").put("content", text);
      case Message.User _ -> out.put("role", "user").put("content", message.text());
      case Message.Assistant _ -> assistant(message, out);
      case Message.Result result -> {
        out.put("role", "tool").put("content", message.text());
        String tool = result.tool() != null ? result.tool() : toolOf(result.call(), index);
        if (tool != null) {
          out.put("tool_name", tool);
        }
        if (!result.call().isEmpty()) {
          out.put("tool_call_id", result.call());
        }
      }
    }
    media(message, out);
  }

  private static void assistant(Message message, ObjectNode out) {
    out.put("role", "assistant").put("content", message.text());
    var thinking = new StringBuilder();
    for (Part.Thought thought : message.all(Part.Thought.class)) {
      if (thought.seal() == null) {
        thinking.append(thought.text());
      }
    }
    if (!thinking.isEmpty()) {
      out.put("thinking", thinking.toString());
    }
    List<Part.Call> calls = message.all(Part.Call.class);
    if (calls.isEmpty()) {
      return;
    }
    ArrayNode list = out.putArray("tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      Part.Call call = calls.get(i);
      ObjectNode one = list.addObject();
      if (!call.id().isEmpty()) {
        one.put("id", call.id());
      }
      Optional<ObjectNode> arguments = CallArguments.object(call.arguments());
      JsonNode written = arguments.isPresent() ? arguments.get() : Texts.parsed(call.arguments());
      one.putObject("function").put("index", i).put("name", call.tool()).set("arguments", written);
    }
  }

  private static void media(Message message, ObjectNode out) {
    ArrayNode images = out.arrayNode();
    for (Part part : message.parts()) {
      switch (part) {
        case Part.Picture(_, String base64) -> images.add(base64);
        case Part.Sound(_, String base64) -> images.add(base64);
        case Part.Text _, Part.Thought _, Part.Call _ -> {}
      }
    }
    if (!images.isEmpty()) {
      out.set("images", images);
    }
  }

  /// The tool of the last call of that id before this message (G.20).
  private @Nullable String toolOf(String call, int before) {
    for (int i = before - 1; i >= 0; i--) {
      for (Part.Call each : messages.get(i).all(Part.Call.class).reversed()) {
        if (each.id().equals(call)) {
          return each.tool();
        }
      }
    }
    return null;
  }
}
