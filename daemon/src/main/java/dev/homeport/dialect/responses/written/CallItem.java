package dev.homeport.dialect.responses.written;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.responses.tool.ToolNames.Known;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;

/// A call of a tool, be it a function or one that takes a text. The text comes inside of arguments,
/// so it is told when it is whole.
final class CallItem implements Item {
  private final Events events;
  private final String id;
  private final int index;
  private final String call;
  private final Known tool;
  private final StringBuilder arguments = new StringBuilder();

  CallItem(Events events, String id, int index, String call, Known tool) {
    this.events = events;
    this.id = id;
    this.index = index;
    this.call = call;
    this.tool = tool;
    Item.tell(events, "response.output_item.added", index, object("in_progress", ""));
  }

  /// More of the arguments.
  void text(String fragment) {
    if (!fragment.isEmpty()) {
      arguments.append(fragment);
      if (!tool.custom()) {
        delta(fragment);
      }
    }
  }

  private void delta(String text) {
    begin(
            tool.custom()
                ? "response.custom_tool_call_input.delta"
                : "response.function_call_arguments.delta")
        .append(",\"delta\":")
        .quoted(text);
    events.end();
  }

  @Override
  public Bytes close(String status) {
    if (arguments.isEmpty() && !tool.custom() && status.equals("completed")) {
      text("{}");
    }
    String whole = arguments.toString();
    if (tool.custom()) {
      whole = input(whole);
      delta(whole);
      begin("response.custom_tool_call_input.done").append(",\"input\":").quoted(whole);
    } else {
      begin("response.function_call_arguments.done")
          .append(",\"name\":")
          .quoted(tool.name())
          .append(",\"arguments\":")
          .quoted(whole);
    }
    events.end();
    Bytes item = object(status, whole);
    Item.tell(events, "response.output_item.done", index, item);
    return item;
  }

  /// The one text among the arguments; all of them where a model made others up.
  private static String input(String arguments) {
    byte[] json = arguments.getBytes(UTF_8);
    JsonNode input = Json.readOrMissing(json, 0, json.length).path("input");
    return input.isTextual() ? input.textValue() : arguments;
  }

  private Bytes begin(String type) {
    return events
        .begin(type)
        .append(",\"item_id\":\"")
        .append(id)
        .append("\",\"output_index\":")
        .number(index);
  }

  private Bytes object(String status, String said) {
    var object =
        new Bytes()
            .append("{\"id\":\"")
            .append(id)
            .append("\",\"type\":\"")
            .append(tool.custom() ? "custom_tool_call" : "function_call")
            .append("\",\"status\":\"")
            .append(status)
            .append("\",\"call_id\":")
            .quoted(call)
            .append(",\"name\":")
            .quoted(tool.name());
    if (tool.namespace() != null) {
      object.append(",\"namespace\":").quoted(tool.namespace());
    }
    return object
        .append(tool.custom() ? ",\"input\":" : ",\"arguments\":")
        .quoted(said)
        .append("}");
  }
}
