package dev.homeport.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Heard;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the tests say and hear.
final class Exchange {
  private static final AnswerStamp STAMP =
      new AnswerStamp(
          "0a1b", Instant.ofEpochSecond(1_000_000), () -> Duration.ofSeconds(5).toNanos());
  private static final Pattern FRAME = Pattern.compile("event: (\\S+)\ndata: (.*)\n\n");

  private Exchange() {}

  /// Single quotes stand for double ones, which reads better in Java.
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static JsonNode tree(String text) {
    try {
      return Json.read(json(text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Heard hear(byte[] body) {
    try {
      return new ResponsesClient().hear(Api.OPENAI_RESPONSES, new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Heard.Chat chat(String body) {
    Heard heard = hear(json(body).getBytes(UTF_8));
    assertThat(heard).isInstanceOf(Heard.Chat.class);
    return (Heard.Chat) heard;
  }

  /// A question of a user who says `x`, with these fields besides.
  static ChatRequest asked(String fields) {
    return chat("{'model':'m','input':'x'" + (fields.isEmpty() ? "" : "," + fields) + "}")
        .request();
  }

  static AnswerWriter writer(String fields) {
    return chat("{'model':'my model','input':'How are you?'" + fields + "}").writer().apply(STAMP);
  }

  /// The plain answer to a question with these fields.
  static JsonNode plain(String fields, List<Piece> pieces) {
    return tree(written(writer(fields), pieces).replace('\'', '´'));
  }

  /// The events that answer a question with these fields; their numbers are right.
  static List<JsonNode> events(String fields, List<Piece> pieces) {
    return events(written(writer(",'stream':true" + fields), pieces));
  }

  static String written(AnswerWriter writer, List<Piece> pieces) {
    var out = new Bytes();
    pieces.forEach(piece -> writer.piece(piece, out));
    writer.whole(out);
    return out.toString();
  }

  static List<JsonNode> events(String stream) {
    var events = new ArrayList<JsonNode>();
    var frame = FRAME.matcher(stream);
    int end = 0;
    while (frame.find()) {
      assertThat(frame.start()).isEqualTo(end);
      end = frame.end();
      JsonNode data = tree(frame.group(2).replace('\'', '´'));
      assertThat(data.path("type").asText()).isEqualTo(frame.group(1));
      assertThat(data.path("sequence_number").asInt(-1)).isEqualTo(events.size());
      events.add(data);
    }
    assertThat(end).isEqualTo(stream.length());
    return events;
  }
}
