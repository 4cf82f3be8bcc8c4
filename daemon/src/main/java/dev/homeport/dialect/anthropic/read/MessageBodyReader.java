package dev.homeport.dialect.anthropic.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.CallMemory;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.util.function.Consumer;

/// Reads an answer that comes as one object. Its `stop_reason` makes it whole.
public final class MessageBodyReader implements AnswerReader {
  private static final int LONGEST = 32 * 1024 * 1024;

  private final Bytes body = new Bytes();
  private final Blocks blocks;
  private boolean tooLong;

  /// A reader that remembers thoughts there.
  public MessageBodyReader(CallMemory memory) {
    this.blocks = new Blocks(memory);
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> pieces) {
    if (tooLong) {
      return;
    }
    if (count > LONGEST - body.length()) {
      tooLong = true;
      body.clear();
      pieces.accept(new Piece.Failed(Complaints.nonsense("a body of more than 32 MiB")));
      return;
    }
    body.append(bytes, from, count);
  }

  @Override
  public void end(Consumer<Piece> pieces) {
    if (tooLong) {
      return;
    }
    JsonNode message = Json.readOrMissing(body.array(), 0, body.length());
    if (message.path("error").isObject()) {
      pieces.accept(new Piece.Failed(Complaints.inside(message.path("error"))));
    } else if (message.path("content").isArray()) {
      read(message, pieces);
    } else {
      String said = new String(body.array(), 0, Math.min(body.length(), 400), UTF_8);
      pieces.accept(new Piece.Failed(Complaints.nonsense("no message: " + said)));
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
