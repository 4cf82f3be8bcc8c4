package dev.homeport.simulation;

import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Library;
import dev.homeport.simulation.model.Model;
import dev.homeport.simulation.model.Vectors;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pages that give vectors.
final class VectorPages {
  private static final int MOST_DIMENSIONS = 4096;

  private final Library library;
  private final Engine engine;

  VectorPages(Library library, Engine engine) {
    this.library = library;
    this.engine = engine;
  }

  void embed(Replies replies, JsonObject body) throws IOException, InterruptedException {
    Model model = model(replies, body, Replies.Said.NOT_FOUND);
    if (model == null) {
      return;
    }
    List<String> inputs = inputs(body);
    if (inputs.size() < body.count("input")) {
      replies.refuse(400, "invalid input type");
      return;
    }
    engine.load(model, KeepAlive.of(body), replies.answering().pause());
    var answer = new JsonFields().put("model", body.text("model"));
    answer.put("embeddings", inputs.stream().map(text -> vector(text, body)).toList());
    if (!inputs.isEmpty()) {
      answer
          .put("total_duration", 1_500_000)
          .put("load_duration", 500_000)
          .put("prompt_eval_count", tokens(inputs));
    }
    replies.json(answer);
  }

  void old(Replies replies, JsonObject body) throws IOException, InterruptedException {
    Model model = model(replies, body, Replies.Said.REQUIRED);
    if (model != null) {
      engine.load(model, KeepAlive.of(body), replies.answering().pause());
      String prompt = body.text("prompt", "");
      replies.json(
          new JsonFields().put("embedding", prompt.isEmpty() ? List.of() : vector(prompt, body)));
    }
  }

  void openAi(Replies replies, JsonObject body) throws IOException, InterruptedException {
    Model model = model(replies, body, Replies.Said.NOT_FOUND);
    if (model == null) {
      return;
    }
    List<String> inputs = inputs(body);
    if (inputs.isEmpty()) {
      replies.complain("invalid input");
      return;
    }
    engine.load(model, null, replies.answering().pause());
    boolean packed = body.text("encoding_format", "float").equals("base64");
    var list = new ArrayList<JsonFields>();
    for (String input : inputs) {
      List<Float> vector = vector(input, body);
      list.add(
          new JsonFields()
              .put("object", "embedding")
              .put("embedding", packed ? packed(vector) : vector)
              .put("index", list.size()));
    }
    long tokens = tokens(inputs);
    replies.json(
        new JsonFields()
            .put("object", "list")
            .put("data", list)
            .put("model", body.text("model"))
            .put(
                "usage",
                new JsonFields().put("prompt_tokens", tokens).put("total_tokens", tokens)));
  }

  private @Nullable Model model(Replies replies, JsonObject body, Replies.Said unnamed)
      throws IOException {
    String name = body.text("model", "");
    String unknown = "model \"" + name + "\" not found, try pulling it first";
    return replies.model(library, name, unnamed, unknown).orElse(null);
  }

  private static List<String> inputs(JsonObject body) {
    List<String> texts = body.texts("input");
    return texts.equals(List.of("")) ? List.of() : texts;
  }

  private static List<Float> vector(String text, JsonObject body) {
    long wanted = body.number("dimensions", Model.VECTOR);
    return Vectors.of(text, Math.clamp(wanted, 1, MOST_DIMENSIONS));
  }

  private static long tokens(List<String> inputs) {
    return inputs.stream().mapToLong(text -> text.length() / 4 + 1).sum();
  }

  private static String packed(List<Float> vector) {
    var bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    vector.forEach(bytes::putFloat);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
