package dev.homeport.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.dialect.ClientDialect;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.openai.hear.ChatHearing;
import dev.homeport.dialect.openai.hear.CompletionHearing;
import dev.homeport.dialect.openai.hear.EmbeddingHearing;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;

/// What clients of OpenAI's API mean: conversations, texts to continue and vectors.
public final class OpenAiClient implements ClientDialect {
  private static final Heard NO_JSON =
      new Heard.Objection(400, "We could not parse the JSON body of your request.", null);

  @Override
  public Heard hear(Api api, InputStream body) throws IOException {
    JsonNode request;
    try {
      request = Json.read(body);
    } catch (JsonProcessingException _) {
      return NO_JSON;
    }
    if (!request.isObject()) {
      return NO_JSON;
    }
    return switch (api) {
      case OPENAI_CHAT -> ChatHearing.hear(request);
      case OPENAI_COMPLETIONS -> CompletionHearing.hear(request);
      case OPENAI_EMBEDDINGS -> EmbeddingHearing.hear(request);
      case OLLAMA_CHAT,
          OLLAMA_GENERATE,
          OLLAMA_EMBED,
          OLLAMA_EMBEDDINGS,
          OPENAI_RESPONSES,
          ANTHROPIC_MESSAGES ->
          throw new IllegalArgumentException(api + " is spoken elsewhere");
    };
  }
}
