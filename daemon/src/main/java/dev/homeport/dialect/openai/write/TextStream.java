package dev.homeport.dialect.openai.write;

import static dev.homeport.dialect.openai.write.Events.ascii;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The continuation of a text as a stream of chunks. There is no place for thinking in it.
public final class TextStream implements AnswerWriter {
  private static final byte[] TEXT = ascii("[{\"text\":");
  private static final byte[] GOES_ON =
      ascii(",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]");

  private final Events events;
  private final Wishes wishes;
  private final Ending ending;
  private final boolean chances;
  private int told;

  /// A writer for the answer to this.
  public TextStream(ChatRequest request, AnswerStamp stamp, Wishes wishes) {
    this.events = new Events("cmpl-", "text_completion", request, stamp, wishes.usage());
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
      case Piece.Text(String text) -> text(text, out);
      case Piece.Refusal(String text) -> text(text, out);
      case Piece.Chances(var tokens) when chances -> last("", tokens, "null", out);
      default -> {}
    }
  }

  private void text(String text, Bytes out) {
    if (!text.isEmpty()) {
      events.end(events.begin(out).append(TEXT).quoted(text).append(GOES_ON));
    }
  }

  private void last(String text, @Nullable List<TokenChance> tokens, String why, Bytes out) {
    events.begin(out).append(TEXT).quoted(text).append(",\"index\":0,\"logprobs\":");
    Chances.ofTextOrNull(tokens, told, out);
    events.end(out.append(",\"finish_reason\":").append(why).append("}]"));
    if (tokens != null) {
      tokens.forEach(token -> told += token.token().length());
    }
  }

  @Override
  public void whole(Bytes out) {
    last("", null, "\"" + ending.reason("stop") + "\"", out);
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
