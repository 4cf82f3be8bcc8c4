package dev.homeport.dialect.anthropic.passed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.dialect.answer.Form;
import dev.homeport.dialect.answer.Gathered;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Map;

/// A message that is put together of its events, with everything in it that they say.
final class MessageGathering {
  private static final int LARGEST = 32 * 1024 * 1024;
  private static final String ARGUMENTS = "partial_json";

  private static final Form MESSAGE =
      Form.FREE
          .holding(Map.of("usage", Form.FREE))
          .listing(
              Map.of(
                  "content",
                  Form.ofTexts("text", "thinking", "signature", ARGUMENTS).dropping("index")));

  private final Gathered message = new Gathered(MESSAGE);
  private int room = LARGEST;
  private long made;
  private boolean cutByLength;

  /// Whether the beginning of a block of this type is something that the model made, before any of
  /// it comes.
  static boolean isContent(String type) {
    return !type.isEmpty() && !type.equals("text") && !type.equals("thinking");
  }

  /// Takes another event; false where it is all too much.
  boolean take(String type, JsonNode event) {
    switch (type) {
      case "message_start" -> add(event.path("message"));
      case "content_block_start" -> {
        JsonNode block = event.path("content_block");
        made += isContent(block.path("type").asText("")) || says(block) ? 1 : 0;
        block(event, block);
      }
      case "content_block_delta" -> delta(event);
      case "message_delta" -> end(event);
      default -> {}
    }
    return room >= 0;
  }

  private void add(JsonNode fields) {
    room -= message.take(fields);
  }

  private static boolean says(JsonNode said) {
    return !said.path("text").asText("").isEmpty()
        || !said.path("thinking").asText("").isEmpty()
        || !said.path(ARGUMENTS).asText("").isEmpty();
  }

  private void delta(JsonNode event) {
    JsonNode delta = event.path("delta");
    made += says(delta) ? 1 : 0;
    if (delta instanceof ObjectNode fields) {
      fields.remove("type");
      JsonNode citation = fields.remove("citation");
      if (citation != null) {
        fields.putArray("citations").add(citation);
      }
      block(event, fields);
    }
  }

  private void block(JsonNode event, JsonNode fields) {
    if (fields instanceof ObjectNode block) {
      block.put("index", event.path("index").asInt(0));
      ObjectNode around = Json.object();
      around.putArray("content").add(block);
      add(around);
    }
  }

  private void end(JsonNode event) {
    JsonNode delta = event.path("delta");
    cutByLength |= delta.path("stop_reason").asText("").equals("max_tokens");
    add(delta);
    if (event instanceof ObjectNode fields) {
      fields.remove(List.of("type", "delta"));
      add(fields);
    }
  }

  /// How many events had something in them that the model made.
  long made() {
    return made;
  }

  /// The whole message; false where the arguments of a call are no object. One that was cut off by
  /// the length is left out: nobody may run it.
  boolean whole(Bytes out) {
    boolean good = message.items("content").stream().allMatch(MessageGathering::isWhole);
    if (!good && !cutByLength) {
      return false;
    }
    message.keep("content", MessageGathering::isWhole);
    message.items("content").forEach(MessageGathering::finish);
    message.append(out);
    return true;
  }

  private static boolean isWhole(Gathered block) {
    return block.text(ARGUMENTS).isBlank() || arguments(block).isObject();
  }

  private static JsonNode arguments(Gathered block) {
    try {
      byte[] json = block.text(ARGUMENTS).getBytes(UTF_8);
      return Json.readWhole(json, 0, json.length);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  private static void finish(Gathered block) {
    if (!block.text(ARGUMENTS).isBlank()) {
      block.put("input", arguments(block));
    }
    block.remove(ARGUMENTS);
  }
}
