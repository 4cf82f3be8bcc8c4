package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.chat.Estimate;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Embedded;
import dev.homeport.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// Asks for vectors, always of a list of texts, and reads them.
final class Vectors {
  private Vectors() {}

  static Call question(EmbeddingRequest request, String path) {
    ObjectNode body = Json.object();
    ArrayNode requests = body.putArray("requests");
    for (String input : request.inputs()) {
      ObjectNode one = requests.addObject().put("model", path.substring(1));
      one.putObject("content").putArray("parts").addObject().put("text", input);
      if (request.dimensions() != null) {
        one.put("outputDimensionality", request.dimensions());
      }
    }
    return Call.post(path + ":batchEmbedContents", Json.bytes(body));
  }

  static Embedded read(EmbeddingRequest request, byte[] body) {
    JsonNode said = Json.vectorsOrMissing(body);
    var error = GeminiError.in(said);
    if (error.isPresent()) {
      return new Embedded.Failed(GeminiComplaint.inside(error.get()));
    }
    var vectors = new ArrayList<double[]>();
    JsonNode list = said.path("embeddings");
    for (JsonNode each : list.isArray() ? list : Json.array().add(said.path("embedding"))) {
      double[] vector = Json.vector(each.path("values"));
      if (vector != null) {
        vectors.add(vector);
      }
    }
    if (vectors.size() != request.inputs().size()) {
      String wrong = vectors.size() + " vectors for " + request.inputs().size() + " texts";
      return new Embedded.Failed(Complaint.of(Kind.NONSENSE, 200, wrong));
    }
    return new Embedded.Vectors(new Embeddings(vectors, tokens(request, said)));
  }

  /// Most models do not count what they were given.
  private static long tokens(EmbeddingRequest request, JsonNode said) {
    JsonNode counted = said.path("usageMetadata").path("promptTokenCount");
    if (counted.isNumber()) {
      return counted.asLong();
    }
    long bytes = 0;
    for (String input : request.inputs()) {
      bytes += input.getBytes(StandardCharsets.UTF_8).length;
    }
    return Estimate.tokens(bytes);
  }
}
