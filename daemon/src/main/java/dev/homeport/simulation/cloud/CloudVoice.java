package dev.homeport.simulation.cloud;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Question;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One answer as OpenRouter writes it: comments while nothing comes, a role in every delta, who it
/// was in fields of its own, and at the end, unasked, what it cost.
final class CloudVoice implements Engine.Listener {
  private static final String GREETING = "From the simulated cloud: ";

  private final Answering answering;
  private final CloudModel model;
  private final String id;
  private final long created;

  /// Whether the words are free, so that they may begin with who says them.
  private final boolean free;

  private boolean greeted;

  CloudVoice(
      Answering answering, CloudModel model, long number, WallClock wall, Question question) {
    this.answering = answering;
    this.model = model;
    this.created = wall.now().getEpochSecond();
    this.id = "gen-" + created + "-simulated" + number;
    this.free = !question.json();
  }

  /// The head, and that it is being worked on.
  void begin() throws IOException {
    answering.begin(
        Map.of(
            "Content-Type",
            "text/event-stream",
            "Cache-Control",
            "no-cache",
            "X-Generation-Id",
            id));
    answering.piece(": OPENROUTER PROCESSING\n\n");
  }

  @Override
  public void hear(Piece piece) throws IOException {
    var delta = new JsonFields().put("role", "assistant");
    switch (piece) {
      case Piece.Text(String text) -> {
        delta.put("content", greeted || !free ? text : GREETING + text);
        greeted = true;
      }
      case Piece.Thought(String text) -> thinking(text, delta.put("content", ""));
      case Piece.Call call ->
          delta
              .put("content", null)
              .put("tool_calls", List.of(call(call).put("index", call.index())));
    }
    frame(chunk(List.of(choice("delta", delta, null))));
  }

  /// The last words, the count and the end.
  void end(Spoken spoken) throws IOException {
    var nothing = new JsonFields().put("role", "assistant").put("content", "");
    frame(chunk(List.of(choice("delta", nothing, reason(spoken)))));
    frame(chunk(List.of()).put("usage", usage(spoken)));
    answering.piece("data: [DONE]\n\n");
    answering.end();
  }

  /// The body of an answer that is not streamed.
  String whole(Spoken spoken) {
    String text = spoken.text();
    String thoughts = spoken.thoughts();
    List<Piece.Call> calls = spoken.calls();
    var message =
        new JsonFields()
            .put("role", "assistant")
            .put("content", text.isEmpty() ? null : (free ? GREETING : "") + text)
            .put("refusal", null);
    if (thoughts.isEmpty()) {
      message.put("reasoning", null);
    } else {
      thinking(thoughts, message);
    }
    if (!calls.isEmpty()) {
      message.put("tool_calls", calls.stream().map(CloudVoice::call).toList());
    }
    return head("chat.completion")
        .put("choices", List.of(choice("message", message, reason(spoken))))
        .put("usage", usage(spoken))
        .toString();
  }

  private static void thinking(String text, JsonFields holder) {
    var detail =
        new JsonFields()
            .put("type", "reasoning.text")
            .put("text", text)
            .put("format", "unknown")
            .put("index", 0);
    holder.put("reasoning", text).put("reasoning_details", List.of(detail));
  }

  private static JsonFields call(Piece.Call call) {
    return new JsonFields()
        .put("id", call.id())
        .put("type", "function")
        .put(
            "function",
            new JsonFields()
                .put("name", call.name())
                .put("arguments", call.arguments().toString()));
  }

  private static String reason(Spoken spoken) {
    return spoken.cut() ? "length" : spoken.calls().isEmpty() ? "stop" : "tool_calls";
  }

  private JsonFields usage(Spoken spoken) {
    long thought = spoken.pieces().stream().filter(piece -> piece instanceof Piece.Thought).count();
    return new JsonFields()
        .put("prompt_tokens", spoken.promptTokens())
        .put("completion_tokens", spoken.tokens())
        .put("total_tokens", spoken.promptTokens() + spoken.tokens())
        .put("cost", model.cost(spoken.promptTokens(), spoken.tokens()))
        .put("is_byok", false)
        .put("prompt_tokens_details", new JsonFields().put("cached_tokens", 0))
        .put("completion_tokens_details", new JsonFields().put("reasoning_tokens", thought));
  }

  private static JsonFields choice(String name, JsonFields content, @Nullable String reason) {
    return new JsonFields()
        .put("index", 0)
        .put(name, content)
        .put("finish_reason", reason)
        .put("native_finish_reason", reason)
        .put("logprobs", null);
  }

  private JsonFields chunk(List<JsonFields> choices) {
    return head("chat.completion.chunk").put("choices", choices);
  }

  private JsonFields head(String object) {
    return new JsonFields()
        .put("id", id)
        .put("provider", "Simulated")
        .put("model", model.id())
        .put("object", object)
        .put("created", created);
  }

  private void frame(JsonFields fields) throws IOException {
    answering.piece("data: " + fields + "\n\n");
  }
}
