package dev.homeport.dialect.ollama.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Embedded;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Questions for vectors. Those of the old route stay on it: its vectors are not normalised, so
/// they are not the same.
public final class Embedding {
  private Embedding() {}

  /// The question.
  public static Call ask(EmbeddingRequest request, String model) {
    ObjectNode body = Json.object().put("model", model);
    if (isOld(request)) {
      return Call.post(
          "/api/embeddings", Json.bytes(body.put("prompt", request.inputs().getFirst())));
    }
    var input = body.putArray("input");
    request.inputs().forEach(input::add);
    if (request.dimensions() != null) {
      body.put("dimensions", request.dimensions());
    }
    if (request.truncate() != null) {
      body.put("truncate", request.truncate());
    }
    return Call.post("/api/embed", Json.bytes(body));
  }

  /// The vectors of the answer: as many as there were texts, none of them empty.
  public static Embedded read(EmbeddingRequest request, byte[] body) {
    JsonNode answer = Json.vectorsOrMissing(body);
    JsonNode error = answer.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      return new Embedded.Failed(Complaints.inside(answer));
    }
    var vectors = new ArrayList<double[]>();
    if (isOld(request)) {
      add(answer.path("embedding"), vectors);
    } else {
      answer.path("embeddings").forEach(vector -> add(vector, vectors));
    }
    return vectors.size() == request.inputs().size()
        ? new Embedded.Vectors(
            new Embeddings(
                List.copyOf(vectors), Math.max(0, answer.path("prompt_eval_count").asLong(0))))
        : new Embedded.Failed(
            Complaint.of(
                Complaint.Kind.NONSENSE,
                200,
                "%d vectors for %d texts".formatted(vectors.size(), request.inputs().size())));
  }

  private static boolean isOld(EmbeddingRequest request) {
    return request.api() == Api.OLLAMA_EMBEDDINGS && request.inputs().size() == 1;
  }

  private static void add(JsonNode vector, List<double[]> vectors) {
    double[] read = Json.vector(vector);
    if (read != null) {
      vectors.add(read);
    }
  }
}
