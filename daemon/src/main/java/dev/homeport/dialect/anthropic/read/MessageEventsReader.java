package dev.homeport.dialect.anthropic.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.CallMemory;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads an answer that comes as events. The event `message_stop` alone makes it whole.
public final class MessageEventsReader implements AnswerReader {
  private final EventReader events = new EventReader(new Heard());
  private final Blocks blocks;
  private final Ending ending = new Ending();

  /// Who takes the pieces while bytes are fed.
  private Consumer<Piece> pieces = _ -> {};

  private String stray = "";
  private boolean understood;
  private boolean over;

  /// A reader that remembers thoughts there.
  public MessageEventsReader(CallMemory memory) {
    this.blocks = new Blocks(memory);
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {
    pieces = to;
    events.feed(bytes, from, count);
  }

  @Override
  public void end(Consumer<Piece> to) {
    pieces = to;
    events.end();
    if (!over) {
      fail(understood ? Complaints.cut() : Complaints.nonsense("no event: " + stray));
    }
  }

  private void fail(Complaint complaint) {
    over = true;
    ending.fail(complaint, pieces);
  }

  private void hear(String type, JsonNode event) {
    int index = event.path("index").asInt(0);
    understood |= !type.isEmpty();
    switch (type) {
      case "message_start" -> ending.usage(event.path("message").path("usage"));
      case "content_block_start" -> blocks.begin(index, event.path("content_block"), pieces);
      case "content_block_delta" -> blocks.grow(index, event.path("delta"), pieces);
      case "content_block_stop" -> blocks.end(index, pieces);
      case "message_delta" -> {
        ending.reason(event.path("delta"));
        ending.usage(event.path("usage"));
      }
      case "message_stop" -> {
        over = true;
        blocks.endAll(pieces);
        ending.tell(pieces);
      }
      case "error" -> fail(Complaints.inside(event.path("error")));
      default -> {}
    }
  }

  /// Hears of the events. One that is no JSON is passed over (cases.md B4).
  private final class Heard implements EventReader.Listener {
    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      if (!over) {
        JsonNode event = Json.readOrMissing(bytes, from, count);
        if (event.isObject()) {
          hear(event.path("type").asText(name == null ? "" : name), event);
        }
      }
    }

    @Override
    public void stray(byte[] bytes, int from, int count) {
      if (over) {
        return;
      }
      JsonNode said = Json.readOrMissing(bytes, from, count);
      if (said.path("error").isObject()) {
        fail(Complaints.inside(said.path("error")));
      } else if (stray.isEmpty()) {
        stray = new String(bytes, from, Math.min(count, 400), UTF_8);
      }
    }

    @Override
    public void tooLong() {
      if (!over) {
        fail(Complaints.nonsense("an event of more than 8 MiB"));
      }
    }
  }
}
