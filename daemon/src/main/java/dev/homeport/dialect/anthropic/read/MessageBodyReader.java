package dev.homeport.dialect.anthropic.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.answer.WholeBody;
import java.util.function.Consumer;

/// Reads an answer that comes as one object. Its `stop_reason` makes it whole.
public final class MessageBodyReader implements AnswerReader {
  private static final int SHOWN = 400;

  private final WholeBody body = new WholeBody();
  private final Blocks blocks;
  private boolean tooLong;

  /// A reader that remembers thoughts there.
  public MessageBodyReader(CallMemory memory) {
    this.blocks = new Blocks(memory);
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> pieces) {
    if (!tooLong && !body.gather(bytes, from, count)) {
      tooLong = true;
      pieces.accept(new Piece.Failed(Complaints.nonsense("a body of more than 32 MiB")));
    }
  }

  @Override
  public void end(Consumer<Piece> pieces) {
    if (tooLong) {
      return;
    }
    JsonNode message = body.json();
    if (message.path("error").isObject()) {
      pieces.accept(new Piece.Failed(Complaints.inside(message.path("error"))));
    } else if (message.path("content").isArray()) {
      read(message, pieces);
    } else {
      pieces.accept(new Piece.Failed(Complaints.nonsense("no message: " + body.start(SHOWN))));
    }
  }

  private void read(JsonNode message, Consumer<Piece> pieces) {
    int index = 0;
    for (JsonNode block : message.path("content")) {
      blocks.begin(index, block, pieces);
      blocks.end(index, pieces);
      index++;
    }
    var ending = new Ending();
    ending.reason(message);
    ending.usage(message.path("usage"));
    ending.tell(pieces);
  }
}
