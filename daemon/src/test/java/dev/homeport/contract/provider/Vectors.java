package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Nodes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// Vectors of texts, each beginning with its text's length, so that they can be told apart.
final class Vectors {
  private static final int DIMENSIONS = 16;

  private Vectors() {}

  /// Those of what is asked for, as Ollama gives them.
  static ArrayNode of(byte[] body) {
    ArrayNode vectors = Nodes.object().putArray("all");
    for (String text : texts(Parsing.body(body))) {
      ArrayNode vector = vectors.addArray();
      for (float each : vector(text)) {
        vector.add(each);
      }
    }
    return vectors;
  }

  /// The same as OpenAI gives them, in numbers or in base64.
  static ObjectNode listed(byte[] body) {
    JsonNode asked = Parsing.body(body);
    ObjectNode list = Nodes.object().put("object", "list").put("model", "foreign/embed");
    ArrayNode all = list.putArray("data");
    for (String text : texts(asked)) {
      ObjectNode one = all.addObject().put("object", "embedding").put("index", all.size() - 1);
      if (asked.path("encoding_format").asText().equals("base64")) {
        one.put("embedding", base64(vector(text)));
      } else {
        ArrayNode numbers = one.putArray("embedding");
        for (float each : vector(text)) {
          numbers.add(each);
        }
      }
    }
    list.putObject("usage").put("prompt_tokens", 8).put("total_tokens", 8).put("cost", 0.0000001);
    return list;
  }

  private static List<String> texts(JsonNode asked) {
    JsonNode input = asked.path("input");
    return input.isArray()
        ? input.valueStream().map(JsonNode::asText).toList()
        : List.of(input.asText());
  }

  private static float[] vector(String text) {
    var vector = new float[DIMENSIONS];
    vector[0] = text.length();
    vector[DIMENSIONS - 1] = 0.25f;
    return vector;
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float each : vector) {
      bytes.putFloat(each);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
