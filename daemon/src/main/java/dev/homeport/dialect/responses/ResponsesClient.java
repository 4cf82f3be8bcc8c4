package dev.homeport.dialect.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.homeport.chat.Api;
import dev.homeport.dialect.ClientDialect;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.given.Objected;
import dev.homeport.dialect.responses.heard.Question;
import dev.homeport.dialect.responses.written.ResponseWriter;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;

/// OpenAI's Responses API, as a client speaks it.
public final class ResponsesClient implements ClientDialect {
  @Override
  public Heard hear(Api api, InputStream body) throws IOException {
    try {
      Question question = Question.of(Json.read(body));
      return new Heard.Chat(
          question.request(), stamp -> new ResponseWriter(question, stamp), question.leftOut());
    } catch (JsonProcessingException e) {
      return new Heard.Objection(
          400,
          "We could not parse the JSON body of your request: %s. (HINT: This likely means you aren't"
                  .formatted(e.getOriginalMessage())
              + " using your HTTP library correctly. The API expects a JSON payload, but what was"
              + " sent was not valid JSON.)",
          null);
    } catch (Objected e) {
      return e.objection();
    }
  }
}
