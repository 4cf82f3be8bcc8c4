package dev.homeport.simulation.voice;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.model.Question;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonObject;
import java.util.Optional;

/// The routes on which a model is asked to say something.
public enum Api {
  CHAT("/api/chat"),
  GENERATE("/api/generate"),
  CHAT_COMPLETIONS("/v1/chat/completions"),
  COMPLETIONS("/v1/completions"),
  RESPONSES("/v1/responses"),
  MESSAGES("/v1/messages");

  private final String path;

  Api(String path) {
    this.path = path;
  }

  /// The route of a path.
  public static Optional<Api> of(String path) {
    for (Api api : values()) {
      if (api.path.equals(path)) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }

  /// Its path.
  public String path() {
    return path;
  }

  /// Whether it is one of Ollama's own.
  public boolean isNative() {
    return this == CHAT || this == GENERATE;
  }

  /// What is wrong with a request, apart from a name that is not known; empty where nothing is.
  public Optional<String> complaint(JsonObject body) {
    boolean silent = body.count("messages") == 0;
    if (this == CHAT_COMPLETIONS && silent) {
      return Optional.of("[] is too short - 'messages'");
    }
    if (this == MESSAGES && body.text("model", "").isEmpty()) {
      return Optional.of("model is required");
    }
    if (this == MESSAGES && body.number("max_tokens", 0) <= 0) {
      return Optional.of("max_tokens is required and must be positive");
    }
    return this == MESSAGES && silent ? Optional.of("messages is required") : Optional.empty();
  }

  /// Whether a native request only loads or unloads its model.
  public boolean asksNothing(JsonObject body) {
    return switch (this) {
      case CHAT -> body.count("messages") == 0;
      case GENERATE -> body.text("prompt", "").isEmpty();
      case CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, MESSAGES -> false;
    };
  }

  /// Whether the answer shall come in pieces.
  public boolean streams(JsonObject body) {
    return body.flag("stream", isNative());
  }

  /// What a request asks, of a model that thinks or does not.
  public Question question(JsonObject body, boolean thinker) {
    return Questions.read(this, body, thinker);
  }

  /// The answer to a request that only loads or unloads.
  public String withoutWords(String model, String reason, Answering answering, WallClock wall) {
    return new NativeVoice(new Frames(answering), model, this == CHAT, false, wall).without(reason);
  }

  /// Somebody to say the answer.
  ///
  /// @param model the name by which the client asked
  public Voice voice(
      Answering answering,
      String model,
      String id,
      WallClock wall,
      JsonObject body,
      Question question) {
    var frames = new Frames(answering);
    boolean usage = body.object("stream_options").flag("include_usage", false);
    return switch (this) {
      case CHAT -> new NativeVoice(frames, model, true, false, wall);
      case GENERATE -> new NativeVoice(frames, model, false, !body.flag("raw", false), wall);
      case CHAT_COMPLETIONS -> new ChatCompletionVoice(frames, model, id, wall, usage);
      case COMPLETIONS -> new CompletionVoice(frames, model, id, wall, usage);
      case RESPONSES -> new ResponsesVoice(frames, model, id, wall, body);
      case MESSAGES -> new MessagesVoice(frames, model, id, question);
    };
  }
}
