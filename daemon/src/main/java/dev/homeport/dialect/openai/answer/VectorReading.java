package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.openai.trouble.Complaints;
import dev.homeport.dialect.openai.trouble.ErrorBody;
import dev.homeport.wire.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The vectors of an answer, each put where its index says (cases.md H6).
final class VectorReading {
  private VectorReading() {}

  /// The vectors, or why there are not exactly those asked for.
  static Embedded of(EmbeddingRequest request, byte[] body, Complaints complaints) {
    JsonNode answer = Json.vectorsOrMissing(body);
    JsonNode error = ErrorBody.in(answer);
    if (!error.isMissingNode()) {
      return new Embedded.Failed(complaints.inside(error));
    }
    int wanted = request.inputs().size();
    var vectors = new double[wanted][];
    int place = 0;
    for (JsonNode each : answer.path("data")) {
      int index = each.path("index").asInt(place);
      double[] vector = vector(each.path("embedding"));
      if (vector == null || index < 0 || index >= wanted || vectors[index] != null) {
        return nonsense("a vector that is none, or in no place of its own");
      }
      vectors[index] = vector;
      place++;
    }
    if (place != wanted) {
      return nonsense("%d vectors for %d texts".formatted(place, wanted));
    }
    JsonNode usage = answer.path("usage");
    long tokens = usage.path("prompt_tokens").asLong(usage.path("total_tokens").asLong());
    return new Embedded.Vectors(new Embeddings(Arrays.asList(vectors), Math.max(0, tokens)));
  }

  private static Embedded nonsense(String said) {
    return new Embedded.Failed(Complaint.of(Kind.NONSENSE, 200, said));
  }

  private static double @Nullable [] vector(JsonNode value) {
    return value.isTextual() ? unpacked(value.textValue()) : Json.vector(value);
  }

  private static double @Nullable [] unpacked(String base64) {
    try {
      var floats =
          ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
      var vector = new double[floats.remaining() / Float.BYTES];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = floats.getFloat();
      }
      return vector.length == 0 ? null : vector;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
