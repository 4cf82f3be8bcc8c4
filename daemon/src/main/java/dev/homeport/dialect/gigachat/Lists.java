package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Capability;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Embedded;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lists that GigaChat gives: of its models, and of vectors.
final class Lists {
  private Lists() {}

  static Optional<List<ModelCard>> models(byte[] body) {
    JsonNode list = Json.readOrMissing(body, 0, body.length).path("data");
    if (!list.isArray()) {
      return Optional.empty();
    }
    var cards = new ArrayList<ModelCard>();
    for (JsonNode model : list) {
      String name = model.path("id").asText("");
      if (!name.isEmpty()) {
        cards.add(
            new ModelCard(
                name,
                capabilities(name, model.path("type").asText("")),
                null,
                0,
                "",
                null,
                ModelCard.Details.UNKNOWN,
                null));
      }
    }
    return Optional.of(cards);
  }

  /// The list tells who can talk; that only the larger ones see is common knowledge.
  private static @Nullable Set<Capability> capabilities(String name, String type) {
    return switch (type) {
      case "chat" ->
          name.contains("Pro") || name.contains("Max") || name.contains("Ultra")
              ? EnumSet.of(Capability.COMPLETION, Capability.TOOLS, Capability.VISION)
              : EnumSet.of(Capability.COMPLETION, Capability.TOOLS);
      case "embedder" -> EnumSet.of(Capability.EMBEDDING);
      default -> null;
    };
  }

  static Call vectorsOf(EmbeddingRequest request, String model) {
    ObjectNode body = Json.object().put("model", model);
    ArrayNode input = body.putArray("input");
    request.inputs().forEach(input::add);
    return Call.post("/embeddings", Json.bytes(body));
  }

  /// Each vector has its own count, and there is none of all.
  static Embedded vectors(EmbeddingRequest request, byte[] body) {
    JsonNode said = Json.vectorsOrMissing(body);
    int wanted = request.inputs().size();
    double[][] vectors = new double[wanted][];
    long tokens = said.path("usage").path("prompt_tokens").asLong(0);
    int at = 0;
    for (JsonNode each : said.path("data")) {
      int index = each.path("index").asInt(at);
      double[] vector = Json.vector(each.path("embedding"));
      if (index >= 0 && index < wanted && vector != null) {
        vectors[index] = vector;
      }
      tokens += each.path("usage").path("prompt_tokens").asLong(0);
      at++;
    }
    for (double[] vector : vectors) {
      if (vector == null) {
        Complaint complaint = GigaChatComplaint.inside(said);
        return new Embedded.Failed(
            complaint == null
                ? Complaint.of(Kind.NONSENSE, 200, at + " vectors for " + wanted + " texts")
                : complaint);
      }
    }
    return new Embedded.Vectors(new Embeddings(Arrays.asList(vectors), tokens));
  }
}
