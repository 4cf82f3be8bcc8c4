package dev.homeport.dialect.openai.write;

import static dev.homeport.dialect.openai.write.Events.ascii;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;
import java.util.List;

/// The answer of a conversation as a stream of chunks.
///
/// Thinking goes out under both of its names, because each half of the clients knows the other one
/// (wire.md G.26); none of those in clients.md adds the two up.
public final class ChatStream implements AnswerWriter {
  private static final byte[] DELTA = ascii("[{\"index\":0,\"delta\":{");
  private static final byte[] CONTENT = ascii("\"content\":");
  private static final byte[] GOES_ON = ascii("},\"finish_reason\":null}]");

  private final Events events;
  private final Wishes wishes;
  private final Ending ending;
  private final boolean chances;
  private boolean begun;

  /// A writer for the answer to this.
  public ChatStream(ChatRequest request, AnswerStamp stamp, Wishes wishes) {
    this.events = new Events("chatcmpl-", "chat.completion.chunk", request, stamp, wishes.usage());
    this.wishes = wishes;
    this.ending = new Ending(request);
    this.chances = request.topLogprobs() != null;
  }

  @Override
  public String contentType() {
    return Events.TYPE;
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    ending.see(piece);
    switch (piece) {
      case Piece.Text(String text) when !text.isEmpty() ->
          end(begin(out).append(CONTENT).quoted(text));
      case Piece.Thought(String text) when !text.isEmpty() -> {
        begin(out).append("\"reasoning\":").quoted(text);
        end(out.append(",\"reasoning_content\":").quoted(text));
      }
      case Piece.Refusal(String text) when !text.isEmpty() ->
          end(begin(out).append("\"refusal\":").quoted(text));
      case Piece.CallBegun(int index, String id, String tool) -> begun(index, id, tool, out);
      case Piece.CallGoesOn(int index, String fragment) -> goesOn(index, fragment, out);
      case Piece.Chances(var tokens) when chances -> chances(tokens, out);
      default -> {}
    }
  }

  private void begun(int index, String id, String tool, Bytes out) {
    if (!wishes.old()) {
      begin(out).append("\"tool_calls\":[{\"index\":").number(index);
      out.append(",\"id\":").quoted(id).append(",\"type\":\"function\",\"function\":{\"name\":");
      end(out.quoted(tool).append(",\"arguments\":\"\"}}]"));
    } else if (index == 0) {
      begin(out).append("\"function_call\":{\"name\":").quoted(tool);
      end(out.append(",\"arguments\":\"\"}"));
    }
  }

  private void goesOn(int index, String fragment, Bytes out) {
    if (!wishes.old()) {
      begin(out).append("\"tool_calls\":[{\"index\":").number(index);
      end(out.append(",\"function\":{\"arguments\":").quoted(fragment).append("}}]"));
    } else if (index == 0) {
      end(begin(out).append("\"function_call\":{\"arguments\":").quoted(fragment).append("}"));
    }
  }

  private void chances(List<TokenChance> tokens, Bytes out) {
    begin(out).append(CONTENT).append("\"\"},\"logprobs\":");
    Chances.ofChat(tokens, out);
    events.end(out.append(",\"finish_reason\":null}]"));
  }

  private Bytes begin(Bytes out) {
    if (!begun) {
      begun = true;
      events.role(out);
    }
    return events.begin(out).append(DELTA);
  }

  private void end(Bytes out) {
    events.end(out.append(GOES_ON));
  }

  @Override
  public void whole(Bytes out) {
    begin(out).append("},\"finish_reason\":\"");
    out.append(ending.reason(wishes.old() ? "function_call" : "tool_calls"));
    events.end(out.append("\"}]"));
    if (wishes.usage()) {
      events.usage(ending.usage(), out);
    }
    Events.done(out);
  }

  @Override
  public void broken(int status, String text, Bytes out) {
    Events.error(status, text, out);
  }

  @Override
  public byte[] keepAlive() {
    return Events.keepAlive();
  }
}
