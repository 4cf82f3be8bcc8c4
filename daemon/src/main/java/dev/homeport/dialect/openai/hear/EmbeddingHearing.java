package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.openai.write.VectorPage;
import java.util.List;

/// The body of `/v1/embeddings`.
public final class EmbeddingHearing {
  private EmbeddingHearing() {}

  /// What it asks.
  public static Heard hear(JsonNode body) {
    var faults = new Faults();
    Fields fields = Fields.of(body, "", faults);
    String model = fields.text("model");
    var request =
        new EmbeddingRequest(
            Api.OPENAI_EMBEDDINGS,
            model == null ? "" : model,
            inputs(fields),
            fields.count("dimensions", 1, Integer.MAX_VALUE),
            null,
            fields.text("user"));
    boolean base64 = base64(fields);
    return faults.or(() -> new Heard.Embed(request, new VectorPage(request.model(), base64)));
  }

  private static List<String> inputs(Fields body) {
    JsonNode input = body.raw("input");
    if (input.isMissingNode()) {
      body.faults().missing("input");
    } else if (input.isArray() && input.isEmpty()) {
      body.faults()
          .add(
              "Invalid 'input': empty array. Expected an array with minimum length 1, but got an"
                  + " empty array instead.",
              "input");
    }
    return body.texts("input");
  }

  private static boolean base64(Fields body) {
    String format = body.text("encoding_format");
    if (format == null || format.equals("float")) {
      return false;
    }
    if (!format.equals("base64")) {
      body.faults()
          .add(
              "Invalid value for 'encoding_format' = %s. Supported values: ['float', 'base64']."
                  .formatted(format),
              "encoding_format");
    }
    return true;
  }
}
