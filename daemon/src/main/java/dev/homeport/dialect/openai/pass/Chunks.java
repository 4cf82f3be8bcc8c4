package dev.homeport.dialect.openai.pass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.answer.Form;
import dev.homeport.dialect.answer.Gathered;
import dev.homeport.dialect.openai.answer.Reading;
import dev.homeport.dialect.openai.write.Counts;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The chunks of a stream put together to the one object that would have come without one, with
/// everything in it that they say.
final class Chunks {
  private static final int LARGEST = 32 * 1024 * 1024;

  private static final Form FUNCTION = Form.ofTexts("arguments").ordered("name", "arguments");
  private static final Form CALL =
      Form.FREE
          .holding(Map.of("function", FUNCTION))
          .dropping("index")
          .ordered("id", "type", "function");
  private static final Form MESSAGE =
      Form.ofTexts("content", "refusal", "reasoning", "reasoning_content")
          .holding(Map.of("function_call", FUNCTION, "audio", Form.ofTexts("data", "transcript")))
          .listing(
              Map.of(
                  "tool_calls", CALL, "reasoning_details", Form.ofTexts("text", "summary", "data")))
          .ordered("role", "content", "refusal");
  private static final Form CHOICE =
      Form.ofTexts("text")
          .holding(Map.of("message", MESSAGE, "logprobs", Form.FREE))
          .ordered("index", "message", "text", "logprobs", "finish_reason");
  private static final Form OBJECT =
      Form.FREE
          .listing(Map.of("choices", CHOICE))
          .ordered("id", "object", "created", "model", "choices", "usage");

  private final EventReader reader = new EventReader(this::take);
  private final Gathered object = new Gathered(OBJECT);
  private final boolean isText;
  private int room = LARGEST;
  private boolean over;

  /// @param isText whether it is the continuation of a text
  Chunks(boolean isText) {
    this.isText = isText;
  }

  /// Takes more of the stream; false where it is all too much.
  boolean feed(byte[] bytes, int from, int count) {
    reader.feed(bytes, from, count);
    return room >= 0;
  }

  private void take(@Nullable String name, byte[] bytes, int from, int count) {
    over |= Reading.isDone(bytes, from, count);
    if (over || room < 0) {
      return;
    }
    JsonNode chunk = Json.readOrMissing(bytes, from, count);
    chunk.path("choices").forEach(Chunks::makeWhole);
    room -= object.take(chunk);
  }

  /// A choice as it is in an object: its delta is a message. Where both are there, the message says
  /// again what the deltas said.
  private static void makeWhole(JsonNode choice) {
    if (choice instanceof ObjectNode fields) {
      JsonNode delta = fields.remove("delta");
      if (delta != null && delta.isObject()) {
        fields.set("message", delta);
      }
      if (!fields.has("index")) {
        fields.put("index", 0);
      }
    }
  }

  /// The object, once the stream is over.
  ///
  /// @param used what was used, where the stream does not say it as an object does
  Bytes whole(Usage used) {
    reader.end();
    object.put("object", new TextNode(isText ? "text_completion" : "chat.completion"));
    object.putIfMissing("id", new TextNode(""));
    object.putIfMissing("created", new TextNode(""));
    object.putIfMissing("model", new TextNode(""));
    if (!object.has("usage")) {
      Bytes counts = Counts.append(used, new Bytes());
      object.put("usage", Json.readOrMissing(counts.array(), 0, counts.length()));
    }
    object.items("choices").forEach(this::finish);
    return object.append(new Bytes());
  }

  private void finish(Gathered choice) {
    choice.putIfMissing("logprobs", NullNode.getInstance());
    if (isText) {
      return;
    }
    Gathered message = choice.object("message");
    message.putIfMissing("role", new TextNode("assistant"));
    if (!message.has("content")) {
      boolean silent =
          message.has("tool_calls") || message.has("function_call") || message.has("refusal");
      message.put("content", silent ? NullNode.getInstance() : new TextNode(""));
    }
    for (Gathered call : message.items("tool_calls")) {
      call.putIfMissing("type", new TextNode("function"));
      if (!call.object("function").has("arguments")) {
        call.object("function").put("arguments", new TextNode("{}"));
      }
    }
  }
}
