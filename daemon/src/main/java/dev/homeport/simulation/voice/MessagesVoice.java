package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Question;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `/v1/messages`.
final class MessagesVoice implements Voice {
  private final Frames frames;
  private final String model;
  private final String id;
  private final Question question;
  private boolean begun;

  /// The type of the block that is open, empty where none is.
  private String block = "";

  private int index;

  MessagesVoice(Frames frames, String model, String id, Question question) {
    this.frames = frames;
    this.model = model;
    this.id = "msg_" + id;
    this.question = question;
  }

  @Override
  public void hear(Piece piece) throws IOException {
    begin();
    switch (piece) {
      case Piece.Text(String text) -> {
        open("text", new JsonFields().put("type", "text").put("text", ""));
        delta(new JsonFields().put("type", "text_delta").put("text", text));
      }
      case Piece.Thought(String text) -> {
        open("thinking", new JsonFields().put("type", "thinking").put("thinking", ""));
        delta(new JsonFields().put("type", "thinking_delta").put("thinking", text));
      }
      case Piece.Call call -> {
        open("tool_use " + call.id(), call(call, new JsonFields()));
        delta(
            new JsonFields()
                .put("type", "input_json_delta")
                .put("partial_json", call.arguments().toString()));
      }
    }
  }

  @Override
  public void end(Spoken spoken) throws IOException {
    begin();
    close();
    send(
        "message_delta",
        new JsonFields()
            .put("type", "message_delta")
            .put("delta", new JsonFields().put("stop_reason", reason(spoken)))
            .put("usage", usage(spoken.promptTokens(), spoken.tokens())));
    send("message_stop", new JsonFields().put("type", "message_stop"));
    frames.end();
  }

  @Override
  public String whole(Spoken spoken) {
    var content = new ArrayList<JsonFields>();
    if (!spoken.thoughts().isEmpty()) {
      content.add(new JsonFields().put("type", "thinking").put("thinking", spoken.thoughts()));
    }
    if (!spoken.text().isEmpty()) {
      content.add(new JsonFields().put("type", "text").put("text", spoken.text()));
    }
    spoken.calls().forEach(call -> content.add(call(call, call.arguments())));
    return message(content)
        .put("stop_reason", reason(spoken))
        .put("usage", usage(spoken.promptTokens(), spoken.tokens()))
        .toString();
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      send(
          "message_start",
          new JsonFields()
              .put("type", "message_start")
              .put("message", message(List.of()).put("usage", usage(question.promptTokens(), 0))));
    }
  }

  private void open(String wanted, JsonFields content) throws IOException {
    if (!block.equals(wanted)) {
      close();
      block = wanted;
      send(
          "content_block_start",
          new JsonFields()
              .put("type", "content_block_start")
              .put("index", index)
              .put("content_block", content));
    }
  }

  private void close() throws IOException {
    if (!block.isEmpty()) {
      block = "";
      send(
          "content_block_stop",
          new JsonFields().put("type", "content_block_stop").put("index", index));
      index++;
    }
  }

  private void delta(JsonFields delta) throws IOException {
    send(
        "content_block_delta",
        new JsonFields()
            .put("type", "content_block_delta")
            .put("index", index)
            .put("delta", delta));
  }

  private void send(String name, JsonFields fields) throws IOException {
    frames.event(name, fields);
  }

  private JsonFields message(List<JsonFields> content) {
    return new JsonFields()
        .put("id", id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model)
        .put("content", content);
  }

  private static JsonFields call(Piece.Call call, JsonFields input) {
    return new JsonFields()
        .put("type", "tool_use")
        .put("id", call.id())
        .put("name", call.name())
        .put("input", input);
  }

  private static JsonFields usage(long in, long out) {
    return new JsonFields().put("input_tokens", in).put("output_tokens", out);
  }

  private static String reason(Spoken spoken) {
    return spoken.cut() ? "max_tokens" : spoken.calls().isEmpty() ? "end_turn" : "tool_use";
  }
}
