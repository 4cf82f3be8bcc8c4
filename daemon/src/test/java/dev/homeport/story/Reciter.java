package dev.homeport.story;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.http.Asked;
import dev.homeport.simulation.http.HttpListener;
import dev.homeport.simulation.model.Piece;
import dev.homeport.simulation.model.Question;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.simulation.voice.Api;
import dev.homeport.simulation.voice.Voice;
import dev.homeport.time.Pause;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// An Ollama, or a cloud that speaks OpenAI's API, whose one model recites a [Verse] on every
/// route.
final class Reciter implements AutoCloseable {
  private static final String JSON = "application/json";

  /// What may come in place of an answer.
  @FunctionalInterface
  interface Mood {
    /// Answers in its own way where it wants to; throws to close the connection.
    ///
    /// @return whether it has answered
    boolean answers(boolean stream, Answering answering) throws IOException;
  }

  private final String model;
  private final Duration perWord;
  private final Mood mood;
  private final HttpListener listener;
  private final AtomicLong recited = new AtomicLong();

  /// One who takes so long for each word.
  Reciter(String model, Duration perWord, Mood mood) {
    this.model = model;
    this.perWord = perWord;
    this.mood = mood;
    this.listener = new HttpListener(0, this::handle, Pause.real(), WallClock.system());
    try {
      listener.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  /// How many answers were given to their ends.
  long recited() {
    return recited.get();
  }

  private void handle(Asked asked, Answering answering) throws IOException, InterruptedException {
    switch (asked.path()) {
      case "/api/version" -> answering.whole(200, JSON, "{\"version\":\"0.33.0\"}");
      case "/api/tags", "/api/ps" -> answering.whole(200, JSON, tags());
      case "/api/show" ->
          answering.whole(
              200,
              JSON,
              "{\"details\":{\"family\":\"llama\"},\"capabilities\":[\"completion\"],"
                  + "\"model_info\":{\"llama.context_length\":8192}}");
      case "/v1/models" ->
          answering.whole(
              200,
              JSON,
              "{\"object\":\"list\",\"data\":[{\"id\":\"" + model + "\",\"object\":\"model\"}]}");
      default -> {
        Api api = Api.of(asked.path()).orElse(null);
        if (api == null) {
          answering.whole(404, JSON, "{\"error\":\"404 page not found\"}");
        } else {
          recite(api, asked, answering);
        }
      }
    }
  }

  private String tags() {
    return "{\"models\":[{\"name\":\"%s\",\"model\":\"%s\",\"size\":1,\"digest\":\"d\","
            .formatted(model, model)
        + "\"details\":{\"family\":\"llama\"},\"capabilities\":[\"completion\"]}]}";
  }

  private void recite(Api api, Asked asked, Answering answering)
      throws IOException, InterruptedException {
    if (!(JsonObject.parse(asked.body()) instanceof JsonObject.Parsed.Good(JsonObject body))) {
      answering.whole(400, JSON, "{\"error\":\"no object\"}");
      return;
    }
    boolean stream = api.streams(body);
    if (mood.answers(stream, answering)) {
      return;
    }
    // Small questions of the router's own have no number.
    List<String> words =
        Verse.in(asked.body()).map(Verse::words).orElseGet(() -> List.of("Ye", "s."));
    Question question = api.question(body, false);
    String name = body.text("model", model);
    Voice voice =
        api.voice(
            answering, name, Long.toHexString(recited.get()), WallClock.system(), body, question);
    List<Piece> pieces = words.stream().<Piece>map(Piece.Text::new).toList();
    for (Piece piece : pieces) {
      answering.pause().last(perWord);
      if (stream) {
        voice.hear(piece);
      }
    }
    var spoken = new Spoken(pieces, false, question.promptTokens(), new Spoken.Timing(4, 1, 1, 1));
    if (stream) {
      voice.end(spoken);
    } else {
      answering.whole(200, Map.of("Content-Type", voice.type()), voice.whole(spoken));
    }
    recited.incrementAndGet();
  }

  @Override
  public void close() {
    try {
      listener.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
