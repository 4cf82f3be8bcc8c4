package dev.homeport.dialect.anthropic.written;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.CallsInTurn;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;

/// An answer as one object.
public final class MessageBody implements AnswerWriter {
  private final ChatRequest request;
  private final AnswerStamp stamp;
  private final Closing closing;
  private final CallsInTurn calls = new CallsInTurn();

  /// The blocks that are over, and what was said of the open one.
  private final Bytes content = new Bytes();

  private final StringBuilder said = new StringBuilder();

  private Open open = Open.NOTHING;
  private String callId = "";
  private String callTool = "";

  /// What kind of block is open.
  private enum Open {
    NOTHING,
    TEXT,
    THOUGHT,
    CALL
  }

  /// A writer for the answer to this request.
  public MessageBody(ChatRequest request, AnswerStamp stamp) {
    this.request = request;
    this.stamp = stamp;
    this.closing = new Closing(request.estimatedTokens());
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public byte[] keepAlive() {
    return new byte[] {' '};
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    closing.saw(piece);
    calls.take(piece, this::gather);
  }

  private void gather(Piece piece) {
    switch (piece) {
      case Piece.Text(String text) -> say(text, Open.TEXT);
      case Piece.Refusal(String text) -> say(text, Open.TEXT);
      case Piece.Thought(String text) -> say(text, Open.THOUGHT);
      case Piece.CallBegun(_, String id, String tool) -> {
        close();
        open = Open.CALL;
        callId = id;
        callTool = tool;
      }
      case Piece.CallGoesOn(_, String fragment) -> said.append(fragment);
      case Piece.Chances _, Piece.Finished _, Piece.Counted _, Piece.Failed _ -> {}
    }
  }

  private void say(String text, Open kind) {
    if (text.isEmpty()) {
      return;
    }
    if (open != kind) {
      close();
      open = kind;
    }
    said.append(text);
  }

  private void close() {
    String text = said.toString();
    said.setLength(0);
    switch (open) {
      case NOTHING -> {}
      case TEXT -> block().append("{\"type\":\"text\",\"text\":").quoted(text).append("}");
      case THOUGHT ->
          block()
              .append("{\"type\":\"thinking\",\"thinking\":")
              .quoted(text)
              .append(",\"signature\":\"\"}");
      case CALL -> call(text);
    }
    open = Open.NOTHING;
  }

  /// A call whose arguments were cut short is none: nobody may run it.
  private void call(String arguments) {
    JsonNode input;
    try {
      input = arguments.isBlank() ? Json.object() : Json.read(arguments);
    } catch (JsonProcessingException _) {
      return;
    }
    if (input.isObject()) {
      block()
          .append("{\"type\":\"tool_use\",\"id\":")
          .quoted(callId)
          .append(",\"name\":")
          .quoted(callTool)
          .append(",\"input\":")
          .append(Json.bytes(input))
          .append("}");
    }
  }

  private Bytes block() {
    return content.length() == 0 ? content : content.append(",");
  }

  @Override
  public void whole(Bytes out) {
    calls.end(this::gather);
    close();
    out.append("{\"id\":")
        .quoted("msg_" + stamp.id())
        .append(",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
        .quoted(request.model())
        .append(",\"content\":[")
        .append(content.array(), 0, content.length())
        .append("],");
    closing.reason(out);
    out.append(",\"usage\":");
    closing.usage(out);
    out.append("}");
  }

  /// There is no place for an error in the middle of an object: it is cut.
  @Override
  public void broken(int status, String text, Bytes out) {}
}
