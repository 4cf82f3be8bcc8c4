package dev.homeport.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.ClientDialect;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.anthropic.heard.Question;
import dev.homeport.dialect.anthropic.written.MessageBody;
import dev.homeport.dialect.anthropic.written.MessageEvents;
import dev.homeport.dialect.given.Objected;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;

/// Anthropic's API, as a client speaks it.
public final class AnthropicClient implements ClientDialect {
  @Override
  public Heard hear(Api api, InputStream body) throws IOException {
    try {
      Question question = Question.of(Json.read(body));
      ChatRequest request = question.request();
      return new Heard.Chat(request, stamp -> writer(request, stamp), question.leftOut());
    } catch (JsonProcessingException e) {
      return notJson(e);
    } catch (Objected e) {
      return e.objection();
    }
  }

  /// How many tokens a question has, for `/v1/messages/count_tokens`.
  public TokenCount countTokens(InputStream body) throws IOException {
    try {
      ChatRequest request = Question.toBeCounted(Json.read(body)).request();
      return new TokenCount.Estimated(request.model(), request.estimatedTokens());
    } catch (JsonProcessingException e) {
      return new TokenCount.Refused(notJson(e));
    } catch (Objected e) {
      return new TokenCount.Refused(e.objection());
    }
  }

  static AnswerWriter writer(ChatRequest request, AnswerStamp stamp) {
    return request.stream() ? new MessageEvents(request, stamp) : new MessageBody(request, stamp);
  }

  private static Heard.Objection notJson(JsonProcessingException e) {
    return new Heard.Objection(
        400, "The request body is not valid JSON: " + e.getOriginalMessage(), null);
  }
}
