package dev.homeport.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Heard;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the tests say and hear.
final class Talk {
  private static final AnswerStamp STAMP =
      new AnswerStamp("0a1b", Instant.parse("2026-11-25T12:00:00Z"), () -> 0);
  private static final Pattern FRAME = Pattern.compile("event: (\\S+)\ndata: (.*)\n\n");

  private Talk() {}

  static AnthropicProvider provider() {
    return new AnthropicProvider(() -> Instant.parse("2026-11-25T12:00:00Z"));
  }

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
      return new AnthropicClient().hear(Api.ANTHROPIC_MESSAGES, new ByteArrayInputStream(body));
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
    return chat("{'model':'m','max_tokens':100,'messages':[{'role':'user','content':'x'}]"
            + (fields.isEmpty() ? "" : "," + fields)
            + "}")
        .request();
  }

  /// A question with these messages.
  static ChatRequest said(String messages) {
    return chat("{'model':'m','max_tokens':100,'messages':[" + messages + "]}").request();
  }

  /// The answer that a client who asked so gets of these pieces.
  static String written(boolean stream, List<Piece> pieces) {
    AnswerWriter writer = writer(stream);
    var out = new Bytes();
    pieces.forEach(piece -> writer.piece(piece, out));
    writer.whole(out);
    return out.toString();
  }

  static AnswerWriter writer(boolean stream) {
    return chat("{'model':'my model','max_tokens':5,'stream':%s,".formatted(stream)
            + "'messages':[{'role':'user','content':'How are you?'}]}")
        .writer()
        .apply(STAMP);
  }

  /// The data of the events, each of which is exactly a name and its data.
  static List<JsonNode> events(String stream) {
    var events = new ArrayList<JsonNode>();
    var frame = FRAME.matcher(stream);
    int end = 0;
    while (frame.find()) {
      assertThat(frame.start()).isEqualTo(end);
      end = frame.end();
      JsonNode data = tree(frame.group(2));
      assertThat(data.path("type").asText()).isEqualTo(frame.group(1));
      events.add(data);
    }
    assertThat(end).isEqualTo(stream.length());
    return events;
  }

  /// What is heard of these bytes when they come in pieces of this size.
  static List<Piece> read(AnswerReader reader, byte[] bytes, int size) {
    var pieces = new ArrayList<Piece>();
    for (int at = 0; at < bytes.length; at += size) {
      int count = Math.min(size, bytes.length - at);
      byte[] copy = new byte[count];
      System.arraycopy(bytes, at, copy, 0, count);
      reader.feed(copy, 0, count, pieces::add);
      // Whoever keeps a piece of an array that is not its own will read this.
      java.util.Arrays.fill(copy, (byte) '#');
    }
    reader.end(pieces::add);
    return joined(pieces);
  }

  /// Neighbours of one kind as one.
  static List<Piece> joined(List<Piece> pieces) {
    var joined = new ArrayList<Piece>();
    for (Piece piece : pieces) {
      Piece last = joined.isEmpty() ? null : joined.getLast();
      if (last instanceof Piece.Text(String before) && piece instanceof Piece.Text(String more)) {
        joined.set(joined.size() - 1, new Piece.Text(before + more));
      } else if (last instanceof Piece.Thought(String before)
          && piece instanceof Piece.Thought(String more)) {
        joined.set(joined.size() - 1, new Piece.Thought(before + more));
      } else if (last instanceof Piece.CallGoesOn(int call, String before)
          && piece instanceof Piece.CallGoesOn(int other, String more)
          && call == other) {
        joined.set(joined.size() - 1, new Piece.CallGoesOn(call, before + more));
      } else {
        joined.add(piece);
      }
    }
    return joined;
  }
}
