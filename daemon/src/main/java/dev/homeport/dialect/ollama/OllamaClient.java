package dev.homeport.dialect.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.dialect.ClientDialect;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.ollama.client.ChatBody;
import dev.homeport.dialect.ollama.client.EmbedBody;
import dev.homeport.dialect.ollama.client.GenerateBody;
import dev.homeport.dialect.ollama.client.GoSyntax;
import dev.homeport.dialect.ollama.client.Wrong;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;

/// Ollama's own API, as its clients speak it.
///
/// A body is read as leniently, and refused as literally, as the real one does it: the recordings
/// are the contract. What Ollama calls its own fault though it is the client's (a 500 for a bad
/// `format`, for an option of a wrong type) is a 400 here, in the same words.
public final class OllamaClient implements ClientDialect {
  @Override
  public Heard hear(Api api, InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    try {
      JsonNode read = Json.read(bytes);
      if (read.isMissingNode()) {
        return new Heard.Objection(400, "missing request body", null);
      }
      return switch (api) {
        case OLLAMA_CHAT -> ChatBody.hear(read);
        case OLLAMA_GENERATE -> GenerateBody.hear(read);
        case OLLAMA_EMBED -> EmbedBody.hear(read);
        case OLLAMA_EMBEDDINGS -> EmbedBody.hearOld(read);
        case OPENAI_CHAT,
            OPENAI_COMPLETIONS,
            OPENAI_RESPONSES,
            OPENAI_EMBEDDINGS,
            ANTHROPIC_MESSAGES ->
            throw new IllegalArgumentException("not Ollama's: " + api);
      };
    } catch (JsonProcessingException _) {
      return GoSyntax.of(bytes).objection();
    } catch (Wrong e) {
      return e.objection();
    }
  }
}
