package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `/v1/responses`: numbered events about items that open and close.
final class ResponsesVoice implements Voice {
  private final Frames frames;
  private final ResponseObject response;
  private final String id;
  private int sequence;

  /// The items that are complete; the open one will have the next index.
  private final List<JsonFields> output = new ArrayList<>();

  /// What was said of the open item, and the kind of it: a message, thoughts, or none is open.
  private final StringBuilder said = new StringBuilder();

  private Open open = Open.NONE;

  private enum Open {
    NONE,
    MESSAGE,
    REASONING
  }

  ResponsesVoice(Frames frames, String model, String id, WallClock wall, JsonObject asked) {
    this.frames = frames;
    this.id = id;
    this.response = new ResponseObject("resp_" + id, model, wall, asked);
  }

  @Override
  public void hear(Piece piece) throws IOException {
    begin();
    switch (piece) {
      case Piece.Text(String text) -> {
        if (open != Open.MESSAGE) {
          close();
          open = Open.MESSAGE;
          added(ResponseObject.message(itemId(), "in_progress", List.of()));
          send("content_part.added", place().put("part", ResponseObject.text("")));
        }
        said.append(text);
        send("output_text.delta", place().put("delta", text).put("logprobs", List.of()));
      }
      case Piece.Thought(String text) -> {
        if (open != Open.REASONING) {
          close();
          open = Open.REASONING;
          added(
              new JsonFields()
                  .put("id", itemId())
                  .put("type", "reasoning")
                  .put("summary", List.of()));
        }
        said.append(text);
        send("reasoning_summary_text.delta", summaryPlace().put("delta", text));
      }
      case Piece.Call call -> {
        close();
        call(call);
      }
    }
  }

  @Override
  public void end(Spoken spoken) throws IOException {
    begin();
    close();
    send("completed", new JsonFields().put("response", response.completed(output, spoken)));
    frames.end();
  }

  @Override
  public String whole(Spoken spoken) {
    var items = new ArrayList<JsonFields>();
    if (!spoken.thoughts().isEmpty()) {
      items.add(ResponseObject.reasoning("rs_" + id, spoken.thoughts()));
    }
    if (spoken.calls().isEmpty()) {
      var part = ResponseObject.text(spoken.text());
      items.add(ResponseObject.message("msg_" + id, "completed", List.of(part)));
    }
    for (Piece.Call call : spoken.calls()) {
      String arguments = call.arguments().toString();
      items.add(
          ResponseObject.call("fc_resp_" + id + "_" + call.index(), call, "completed", arguments));
    }
    return response.completed(items, spoken).toString();
  }

  private void begin() throws IOException {
    if (sequence == 0) {
      send("created", new JsonFields().put("response", response.begun()));
      send("in_progress", new JsonFields().put("response", response.begun()));
    }
  }

  private void close() throws IOException {
    String text = said.toString();
    switch (open) {
      case NONE -> {}
      case MESSAGE -> {
        send("output_text.done", place().put("text", text).put("logprobs", List.of()));
        JsonFields part = ResponseObject.text(text);
        send("content_part.done", place().put("part", part));
        done(ResponseObject.message(itemId(), "completed", List.of(part)));
      }
      case REASONING -> {
        send("reasoning_summary_text.done", summaryPlace().put("text", text));
        done(ResponseObject.reasoning(itemId(), text));
      }
    }
    said.setLength(0);
    open = Open.NONE;
  }

  private void call(Piece.Call call) throws IOException {
    String item = "fc_" + id + "_" + call.index();
    String arguments = call.arguments().toString();
    added(ResponseObject.call(item, call, "in_progress", ""));
    var place = new JsonFields().put("item_id", item).put("output_index", output.size());
    send("function_call_arguments.delta", place.put("delta", arguments));
    send(
        "function_call_arguments.done",
        new JsonFields()
            .put("item_id", item)
            .put("output_index", output.size())
            .put("arguments", arguments));
    done(ResponseObject.call(item, call, "completed", arguments));
  }

  private void added(JsonFields item) throws IOException {
    send(
        "output_item.added", new JsonFields().put("output_index", output.size()).put("item", item));
  }

  private void done(JsonFields item) throws IOException {
    send("output_item.done", new JsonFields().put("output_index", output.size()).put("item", item));
    output.add(item);
  }

  private String itemId() {
    return (open == Open.REASONING ? "rs_" : "msg_") + id;
  }

  private JsonFields place() {
    return new JsonFields()
        .put("item_id", itemId())
        .put("output_index", output.size())
        .put("content_index", 0);
  }

  private JsonFields summaryPlace() {
    return new JsonFields()
        .put("item_id", itemId())
        .put("output_index", output.size())
        .put("summary_index", 0);
  }

  private void send(String name, JsonFields fields) throws IOException {
    String type = "response." + name;
    frames.event(type, fields.put("type", type).put("sequence_number", sequence++).sorted());
  }
}
