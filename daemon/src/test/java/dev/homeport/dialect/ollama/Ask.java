package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Heard;
import dev.homeport.fake.FakeWall;
import dev.homeport.wire.Payload;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Short ways to say what these tests say all the time.
final class Ask {
  static final Instant CREATED = Instant.parse("2026-11-25T18:00:00.000000001Z");

  static final OllamaProvider OLLAMA = new OllamaProvider(new FakeWall());

  private Ask() {}

  /// What a client's body is taken for.
  static Heard hear(Api api, byte[] body) {
    try {
      return new OllamaClient().hear(api, new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Heard hear(Api api, String body) {
    return hear(api, body.getBytes(UTF_8));
  }

  /// The question in a body that holds one.
  static ChatRequest heard(Api api, String body) {
    return ((Heard.Chat) hear(api, body)).request();
  }

  /// A question that came by another API.
  static ChatRequest foreign(List<Message> messages) {
    return with(Api.OPENAI_CHAT, new Prompt.Conversation(messages), true);
  }

  static ChatRequest with(Api api, Prompt prompt, boolean stream) {
    return new ChatRequest(
        api,
        "asked",
        prompt,
        Tooling.NONE,
        new Format.Free(),
        Sampling.UNSAID,
        null,
        null,
        null,
        stream,
        null);
  }

  static ChatRequest saying(String text, boolean stream) {
    return with(
        Api.OPENAI_CHAT, new Prompt.Conversation(List.of(Message.User.saying(text))), stream);
  }

  /// The body of a call as JSON.
  static JsonNode body(Call call) {
    try {
      return Json.read(payload(call).open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Payload payload(Call call) {
    return Objects.requireNonNull(call.body());
  }

  /// A stamp whose clock goes on by a second each time it is read.
  static AnswerStamp stamp() {
    var seconds = new AtomicLong();
    return new AnswerStamp("id1", CREATED, () -> seconds.getAndIncrement() * 1_000_000_000L);
  }

  /// All that a reader makes of a body that comes in pieces of this size.
  static List<Piece> read(AnswerReader reader, byte[] body, int size) {
    var pieces = new ArrayList<Piece>();
    for (int from = 0; from < body.length; from += size) {
      reader.feed(body, from, Math.min(size, body.length - from), pieces::add);
    }
    reader.end(pieces::add);
    return pieces;
  }
}
