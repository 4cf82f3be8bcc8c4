package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.ollama.answer.Vectors;
import java.util.ArrayList;
import java.util.List;

/// The bodies of `/api/embed` and of the old `/api/embeddings`.
public final class EmbedBody {
  private EmbedBody() {}

  /// Understands that of `/api/embed`. Without a text in it there is nothing to ask, and the answer
  /// is an empty list.
  public static Heard hear(JsonNode body) throws Wrong {
    Fields fields = Fields.of(body, "EmbedRequest");
    KeepAlive.isNone(fields.value("keep_alive"));
    Options.of(fields.object("options", "map[string]interface {}"));
    String model = fields.text("model");
    if (model.isEmpty()) {
      throw new Wrong(404, "model '' not found");
    }
    var request =
        new EmbeddingRequest(
            Api.OLLAMA_EMBED,
            model,
            inputs(fields.value("input")),
            fields.number("dimensions"),
            fields.flag("truncate"),
            null);
    return new Heard.Embed(request, (vectors, stamp) -> Vectors.embed(model, vectors, stamp));
  }

  /// Understands that of `/api/embeddings`.
  public static Heard hearOld(JsonNode body) throws Wrong {
    Fields fields = Fields.of(body, "EmbeddingRequest");
    KeepAlive.isNone(fields.value("keep_alive"));
    Options.of(fields.object("options", "map[string]interface {}"));
    String model = fields.text("model");
    String prompt = fields.text("prompt");
    if (model.isEmpty()) {
      throw Wrong.because("model is required");
    }
    var request =
        new EmbeddingRequest(
            Api.OLLAMA_EMBEDDINGS,
            model,
            prompt.isEmpty() ? List.of() : List.of(prompt),
            null,
            null,
            null);
    return new Heard.Embed(request, (vectors, _) -> Vectors.old(vectors));
  }

  private static List<String> inputs(JsonNode input) throws Wrong {
    if (input.isTextual()) {
      return input.textValue().isEmpty() ? List.of() : List.of(input.textValue());
    }
    if (!input.isArray() && !input.isMissingNode()) {
      throw Wrong.because("invalid input type");
    }
    var inputs = new ArrayList<String>();
    for (JsonNode text : input) {
      if (!text.isTextual()) {
        throw Wrong.because("invalid input type");
      }
      inputs.add(text.textValue());
    }
    return List.copyOf(inputs);
  }
}
