package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/completions`, which knows words only.
final class CompletionVoice implements Voice {
  private final Frames frames;
  private final String model;
  private final String id;
  private final long created;
  private final boolean usage;

  CompletionVoice(Frames frames, String model, String id, WallClock wall, boolean usage) {
    this.frames = frames;
    this.model = model;
    this.id = "cmpl-" + id;
    this.created = wall.now().getEpochSecond();
    this.usage = usage;
  }

  @Override
  public void hear(Piece piece) throws IOException {
    if (piece instanceof Piece.Text(String text)) {
      chunk(List.of(choice(text, null)), ChatCompletionVoice.usage(0, 0));
    }
  }

  @Override
  public void end(Spoken spoken) throws IOException {
    chunk(List.of(choice("", reason(spoken))), ChatCompletionVoice.usage(0, 0));
    if (usage) {
      chunk(List.of(), ChatCompletionVoice.usage(spoken));
    }
    frames.data("[DONE]");
    frames.end();
  }

  @Override
  public String whole(Spoken spoken) {
    return origin(head())
        .put("choices", List.of(choice(spoken.text(), reason(spoken))))
        .put("usage", ChatCompletionVoice.usage(spoken))
        .toString();
  }

  private void chunk(List<JsonFields> choices, JsonFields counters) throws IOException {
    JsonFields chunk = origin(head().put("choices", choices));
    frames.data((usage ? chunk.put("usage", counters) : chunk).toString());
  }

  private static JsonFields choice(String text, @Nullable String reason) {
    return new JsonFields().put("text", text).put("index", 0).put("finish_reason", reason);
  }

  private static String reason(Spoken spoken) {
    return spoken.cut() ? "length" : "stop";
  }

  private JsonFields head() {
    return new JsonFields().put("id", id).put("object", "text_completion").put("created", created);
  }

  private JsonFields origin(JsonFields fields) {
    return fields.put("model", model).put("system_fingerprint", "fp_ollama");
  }
}
