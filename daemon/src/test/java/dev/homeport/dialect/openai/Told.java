package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.fake.FakeWall;
import dev.homeport.wire.frame.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shorthands for what is told and heard in these tests.
final class Told {
  static final AnswerStamp STAMP =
      new AnswerStamp("7abc", Instant.parse("2026-11-24T12:00:00Z"), () -> 0);

  private Told() {}

  static Heard heard(Api api, String body) {
    try {
      return new OpenAiClient().hear(api, new ByteArrayInputStream(body.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a body of a conversation asks; `'` stands for `"`.
  static ChatRequest chat(String body) {
    return heardChat(Api.OPENAI_CHAT, body).request();
  }

  static Heard.Chat heardChat(Api api, String body) {
    return switch (heard(api, json(body))) {
      case Heard.Chat chat -> chat;
      case Heard other -> throw new AssertionError("not a question: " + other);
    };
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }

  /// What a client that asked this is told of these pieces.
  static String answer(Api api, String body, Piece... pieces) {
    AnswerWriter writer = heardChat(api, body).writer().apply(STAMP);
    var out = new Bytes();
    for (Piece piece : pieces) {
      writer.piece(piece, out);
    }
    writer.whole(out);
    return out.toString();
  }

  static OpenAiProvider provider(Preset preset) {
    return new OpenAiProvider(
        preset, new OpenAiProvider.Asker("https://homeport.example", "Homeport"), new FakeWall());
  }

  /// The pieces of an answer that comes in steps of so many bytes, in short.
  static String pieces(AnswerReader reader, byte[] answer, int step) {
    var pieces = new ArrayList<Piece>();
    for (int at = 0; at < answer.length; at += step) {
      // A copy, so that nobody looks at it later.
      byte[] part = new byte[Math.min(step, answer.length - at)];
      System.arraycopy(answer, at, part, 0, part.length);
      reader.feed(part, 0, part.length, pieces::add);
      Arrays.fill(part, (byte) '!');
    }
    reader.end(pieces::add);
    return brief(pieces);
  }

  static String brief(List<Piece> pieces) {
    var brief = new ArrayList<String>();
    for (Piece piece : pieces) {
      brief.add(
          switch (piece) {
            case Piece.Text(String text) -> text;
            case Piece.Thought(String text) -> "(" + text + ")";
            case Piece.Refusal(String text) -> "no:" + text;
            case Piece.CallBegun(int index, String id, String tool) ->
                "#" + index + " " + (id.length() > 20 ? "made" : id) + " " + tool;
            case Piece.CallGoesOn(int index, String fragment) -> "#" + index + " " + fragment;
            case Piece.Chances(var tokens) -> "chances " + tokens.size();
            case Piece.Finished(var why, _) -> why.name();
            case Piece.Counted(var usage) -> usage.prompt() + "+" + usage.answer();
            case Piece.Failed(var why) -> "FAILED " + why.kind();
          });
    }
    return String.join(" | ", brief);
  }
}
