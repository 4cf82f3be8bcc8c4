package dev.homeport.simulation;

import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Library;
import dev.homeport.simulation.model.Model;
import dev.homeport.simulation.model.Question;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.simulation.voice.Api;
import dev.homeport.simulation.voice.Voice;
import dev.homeport.time.Pause;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pages on which a model speaks.
final class SpeechPages {
  private final Library library;
  private final Engine engine;
  private final WallClock wall;

  SpeechPages(Library library, Engine engine, WallClock wall) {
    this.library = library;
    this.engine = engine;
    this.wall = wall;
  }

  void answer(Api api, Replies replies, JsonObject body) throws IOException, InterruptedException {
    String name = body.text("model", "");
    boolean lenient = api == Api.GENERATE || api == Api.COMPLETIONS;
    Replies.Said unnamed = lenient ? Replies.Said.NOT_FOUND : Replies.Said.REQUIRED;
    Optional<String> complaint = api.complaint(body);
    if (complaint.isPresent()) {
      replies.complain(complaint.get());
      return;
    }
    Model model =
        replies.model(library, name, unnamed, "model '" + name + "' not found").orElse(null);
    if (model == null) {
      return;
    }
    Optional<String> refusal = refusal(api, model, name, body);
    if (refusal.isPresent()) {
      replies.refuse(400, refusal.get());
      return;
    }
    Duration stay = api.isNative() ? KeepAlive.of(body) : null;
    if (api.asksNothing(body)) {
      boolean unloads = stay != null && stay.isZero();
      if (unloads) {
        library.keep(model, stay);
      } else {
        engine.load(model, stay, replies.answering().pause());
      }
      replies.json(
          200, api.withoutWords(name, unloads ? "unload" : "load", replies.answering(), wall));
      return;
    }
    speak(api, replies, body, model, name, stay);
  }

  private void speak(
      Api api, Replies replies, JsonObject body, Model model, String name, @Nullable Duration stay)
      throws IOException, InterruptedException {
    Question question = api.question(body, model.can("thinking"));
    Voice voice = api.voice(replies.answering(), name, Replies.id(), wall, body, question);
    Pause pause = replies.answering().pause();
    if (api.streams(body)) {
      voice.end(engine.speak(model, question, stay, pause, voice));
    } else {
      Spoken spoken = engine.speak(model, question, stay, pause, _ -> {});
      replies.answering().whole(200, voice.type(), voice.whole(spoken));
    }
  }

  /// What the model cannot do, in Ollama's words.
  private static Optional<String> refusal(Api api, Model model, String name, JsonObject body) {
    if (!model.can("completion")) {
      String what = api == Api.GENERATE || api == Api.COMPLETIONS ? "generate" : "chat";
      return Optional.of("\"" + name + "\" does not support " + what);
    }
    if (api.isNative() && body.flag("think", false) && !model.can("thinking")) {
      return Optional.of("\"" + name + "\" does not support thinking");
    }
    return Optional.empty();
  }
}
