package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/chat` and `/api/generate`: a line of JSON for each piece, and a last one with the figures.
///
/// @param chat whether the words stand in a message
/// @param context whether the old list of numbers is given back at the end
record NativeVoice(Frames frames, String model, boolean chat, boolean context, WallClock wall)
    implements Voice {
  @Override
  public void hear(Piece piece) throws IOException {
    JsonFields line =
        switch (piece) {
          case Piece.Text(String text) -> line(text, null, List.of());
          case Piece.Thought(String text) -> line("", text, List.of());
          case Piece.Call call -> line("", null, List.of(call));
        };
    frames.line(line.put("done", false));
  }

  @Override
  public void end(Spoken spoken) throws IOException {
    frames.line(figures(line("", null, List.of()), spoken));
    frames.end();
  }

  @Override
  public String whole(Spoken spoken) {
    String thoughts = spoken.thoughts();
    return figures(
            line(spoken.text(), thoughts.isEmpty() ? null : thoughts, spoken.calls()), spoken)
        .toString();
  }

  @Override
  public String type() {
    return "application/json; charset=utf-8";
  }

  /// The answer to a request that only loads or unloads, which is never streamed.
  String without(String reason) {
    return line("", null, List.of()).put("done", true).put("done_reason", reason).toString();
  }

  private JsonFields line(String text, @Nullable String thoughts, List<Piece.Call> calls) {
    var line = new JsonFields().put("model", model).put("created_at", wall.now().toString());
    if (!chat) {
      return line.put("response", text).putIfThere("thinking", thoughts);
    }
    var message =
        new JsonFields()
            .put("role", "assistant")
            .put("content", text)
            .putIfThere("thinking", thoughts)
            .putIfThere("tool_calls", calls.isEmpty() ? null : calls(calls));
    return line.put("message", message);
  }

  private static List<JsonFields> calls(List<Piece.Call> calls) {
    return calls.stream()
        .map(
            call ->
                new JsonFields()
                    .put("id", call.id())
                    .put(
                        "function",
                        new JsonFields()
                            .put("index", call.index())
                            .put("name", call.name())
                            .put("arguments", call.arguments())))
        .toList();
  }

  private JsonFields figures(JsonFields line, Spoken spoken) {
    Spoken.Timing timing = spoken.timing();
    return line.put("done", true)
        .put("done_reason", spoken.cut() ? "length" : "stop")
        .putIfThere("context", context ? List.of(1, 2, 3) : null)
        .put("total_duration", timing.total())
        .put("load_duration", timing.load())
        .put("prompt_eval_count", spoken.promptTokens())
        .put("prompt_eval_duration", timing.prompt())
        .put("eval_count", spoken.tokens())
        .put("eval_duration", timing.speech());
  }
}
