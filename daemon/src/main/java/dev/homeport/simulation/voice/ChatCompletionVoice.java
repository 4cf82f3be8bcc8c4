package dev.homeport.simulation.voice;

import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/chat/completions`.
final class ChatCompletionVoice implements Voice {
  private final Frames frames;
  private final String model;
  private final String id;
  private final long created;
  private final boolean usage;
  private boolean spoke;

  ChatCompletionVoice(Frames frames, String model, String id, WallClock wall, boolean usage) {
    this.frames = frames;
    this.model = model;
    this.id = "chatcmpl-" + id;
    this.created = wall.now().getEpochSecond();
    this.usage = usage;
  }

  @Override
  public void hear(Piece piece) throws IOException {
    var delta = new JsonFields();
    if (!spoke) {
      delta.put("role", "assistant");
      spoke = true;
    }
    switch (piece) {
      case Piece.Text(String text) -> delta.put("content", text);
      case Piece.Thought(String text) -> delta.put("content", "").put("reasoning", text);
      case Piece.Call call -> delta.put("content", "").put("tool_calls", List.of(call(call)));
    }
    frames.data(chunk(List.of(choice("delta", delta, null))).toString());
  }

  @Override
  public void end(Spoken spoken) throws IOException {
    frames.data(chunk(List.of(choice("delta", new JsonFields(), reason(spoken)))).toString());
    if (usage) {
      frames.data(chunk(List.of()).put("usage", usage(spoken)).toString());
    }
    frames.data("[DONE]");
    frames.end();
  }

  @Override
  public String whole(Spoken spoken) {
    String thoughts = spoken.thoughts();
    List<Piece.Call> calls = spoken.calls();
    var message =
        new JsonFields()
            .put("role", "assistant")
            .put("content", spoken.text())
            .putIfThere("reasoning", thoughts.isEmpty() ? null : thoughts)
            .putIfThere(
                "tool_calls",
                calls.isEmpty() ? null : calls.stream().map(ChatCompletionVoice::call).toList());
    return head("chat.completion")
        .put("choices", List.of(choice("message", message, reason(spoken))))
        .put("usage", usage(spoken))
        .toString();
  }

  /// The three counters, which all of OpenAI's older routes share.
  static JsonFields usage(Spoken spoken) {
    return usage(spoken.promptTokens(), spoken.tokens());
  }

  static JsonFields usage(long prompt, long completion) {
    return new JsonFields()
        .put("prompt_tokens", prompt)
        .put("completion_tokens", completion)
        .put("total_tokens", prompt + completion);
  }

  private static String reason(Spoken spoken) {
    return spoken.cut() ? "length" : spoken.calls().isEmpty() ? "stop" : "tool_calls";
  }

  private static JsonFields call(Piece.Call call) {
    return new JsonFields()
        .put("id", call.id())
        .put("index", call.index())
        .put("type", "function")
        .put(
            "function",
            new JsonFields()
                .put("name", call.name())
                .put("arguments", call.arguments().toString()));
  }

  private static JsonFields choice(String name, JsonFields content, @Nullable String reason) {
    return new JsonFields().put("index", 0).put(name, content).put("finish_reason", reason);
  }

  private JsonFields chunk(List<JsonFields> choices) {
    return head("chat.completion.chunk").put("choices", choices);
  }

  private JsonFields head(String object) {
    return new JsonFields()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("system_fingerprint", "fp_ollama");
  }
}
