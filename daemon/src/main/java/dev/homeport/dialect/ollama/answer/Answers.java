package dev.homeport.dialect.ollama.answer;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;

/// Makes what answers of chat and generate are written with.
public final class Answers {
  private Answers() {}

  /// A writer for the answer to this question, streaming or not as it asks.
  public static AnswerWriter writer(ChatRequest request, AnswerStamp stamp) {
    var moments = new Moments(stamp);
    var lines = new Lines(request.api(), request.model(), moments);
    var asked = Asked.of(request);
    return request.stream()
        ? new StreamWriter(lines, new Tally(moments), asked)
        : new PlainWriter(lines, new Tally(moments), asked);
  }

  /// The answer to the wish that a model be loaded or unloaded: one object, whatever was asked for.
  public static byte[] loaded(Api api, String model, boolean unload, AnswerStamp stamp) {
    var out = new Bytes();
    new Lines(api, model, new Moments(stamp)).loaded(unload, out);
    return out.copy();
  }

  /// An error that comes after lines of an answer.
  public static void error(String text, Bytes out) {
    out.append("{\"error\":").quoted(text).append("}\n");
  }

  /// What of an answer the client wants to see.
  ///
  /// @param thoughts not where it switched them off, though some provider thinks all the same
  record Asked(boolean thoughts, boolean chances) {
    static Asked of(ChatRequest request) {
      return new Asked(
          request.reasoning() == null || request.reasoning().on(), request.topLogprobs() != null);
    }
  }
}
