package dev.homeport.dialect.anthropic.written;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.CallsInTurn;
import dev.homeport.wire.Dialect;
import dev.homeport.wire.frame.Bytes;

/// An answer as events: blocks that open, grow and close, one after the other.
public final class MessageEvents implements AnswerWriter {
  private static final byte[] PING =
      "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(US_ASCII);
  private static final byte[] DELTA =
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
          .getBytes(US_ASCII);
  private static final byte[] TEXT =
      ",\"delta\":{\"type\":\"text_delta\",\"text\":".getBytes(US_ASCII);
  private static final byte[] THOUGHT =
      ",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":".getBytes(US_ASCII);
  private static final byte[] ARGUMENTS =
      ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":".getBytes(US_ASCII);
  private static final byte[] END = "}}\n\n".getBytes(US_ASCII);

  private final ChatRequest request;
  private final AnswerStamp stamp;
  private final Closing closing;
  private final CallsInTurn calls = new CallsInTurn();

  /// Where the piece at hand is written to.
  private Bytes out = new Bytes();

  private boolean begun;
  private Open open = Open.NOTHING;
  private int index;

  /// Whether the open call has arguments so far.
  private boolean argued;

  /// What kind of block is open.
  private enum Open {
    NOTHING,
    TEXT,
    THOUGHT,
    CALL
  }

  /// A writer for the answer to this request.
  public MessageEvents(ChatRequest request, AnswerStamp stamp) {
    this.request = request;
    this.stamp = stamp;
    this.closing = new Closing(request.estimatedTokens());
  }

  @Override
  public String contentType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public byte[] keepAlive() {
    return PING.clone();
  }

  @Override
  public void piece(Piece piece, Bytes to) {
    out = to;
    begin();
    closing.saw(piece);
    calls.take(piece, this::write);
  }

  private void write(Piece piece) {
    switch (piece) {
      case Piece.Text(String text) -> say(text, Open.TEXT, TEXT);
      case Piece.Refusal(String text) -> say(text, Open.TEXT, TEXT);
      case Piece.Thought(String text) -> say(text, Open.THOUGHT, THOUGHT);
      case Piece.CallBegun(_, String id, String tool) -> {
        close();
        open = Open.CALL;
        argued = false;
        start();
        out.append("{\"type\":\"tool_use\",\"id\":").quoted(id).append(",\"name\":").quoted(tool);
        out.append(",\"input\":{}}}\n\n");
      }
      case Piece.CallGoesOn(_, String fragment) -> {
        if (!fragment.isEmpty()) {
          argued = true;
          delta(fragment, ARGUMENTS);
        }
      }
      case Piece.Chances _, Piece.Finished _, Piece.Counted _, Piece.Failed _ -> {}
    }
  }

  private void say(String text, Open kind, byte[] shape) {
    if (text.isEmpty()) {
      return;
    }
    if (open != kind) {
      close();
      open = kind;
      start();
      out.append(
          kind == Open.TEXT
              ? "{\"type\":\"text\",\"text\":\"\"}}\n\n"
              : "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}\n\n");
    }
    delta(text, shape);
  }

  private void start() {
    out.append("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":")
        .number(index)
        .append(",\"content_block\":");
  }

  private void delta(String text, byte[] shape) {
    out.append(DELTA).number(index).append(shape).quoted(text).append(END);
  }

  private void close() {
    if (open == Open.NOTHING) {
      return;
    }
    if (open == Open.CALL && !argued) {
      delta("{}", ARGUMENTS);
    }
    out.append("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":")
        .number(index)
        .append("}\n\n");
    open = Open.NOTHING;
    index++;
  }

  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    out.append("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":")
        .quoted("msg_" + stamp.id())
        .append(",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
        .quoted(request.model())
        .append(",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":");
    closing.usageSoFar(out);
    out.append(END);
  }

  @Override
  public void whole(Bytes to) {
    out = to;
    begin();
    calls.end(this::write);
    close();
    out.append("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{");
    closing.reason(out);
    out.append("},\"usage\":");
    closing.usage(out);
    out.append("}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Override
  public void broken(int status, String text, Bytes to) {
    to.append("event: error\ndata: ")
        .append(Dialect.ANTHROPIC.error(status, text, "req_" + stamp.id()))
        .append("\n\n");
  }
}
