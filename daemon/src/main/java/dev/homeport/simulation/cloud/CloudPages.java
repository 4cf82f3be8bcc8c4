package dev.homeport.simulation.cloud;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.http.Asked;
import dev.homeport.simulation.http.HttpListener;
import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Question;
import dev.homeport.simulation.model.Spoken;
import dev.homeport.simulation.voice.Api;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What the cloud has under a path. Lists are for everybody, answers for who shows the key.
final class CloudPages implements HttpListener.Handler {
  private static final String JSON = "application/json";

  private final String key;
  private final Engine engine;
  private final WallClock wall;

  /// The next id; ids of answers count up.
  private final AtomicLong ids = new AtomicLong(1_000);

  CloudPages(String key, Engine engine, WallClock wall) {
    this.key = key;
    this.engine = engine;
    this.wall = wall;
  }

  @Override
  public void handle(Asked asked, Answering answering) throws IOException, InterruptedException {
    switch (asked.method() + " " + asked.path()) {
      case "GET /api/v1/models" -> models(answering);
      case "GET /api/v1/key" -> {
        if (isKnown(asked, answering)) {
          account(answering);
        }
      }
      case "POST /api/v1/chat/completions" -> {
        if (isKnown(asked, answering)) {
          chat(asked, answering);
        }
      }
      default -> refuse(answering, 404, "Not Found");
    }
  }

  private static void models(Answering answering) throws IOException {
    List<JsonFields> models = CloudModel.ALL.stream().map(CloudModel::listed).toList();
    answering.whole(200, JSON, new JsonFields().put("data", models).toString());
  }

  private static void account(Answering answering) throws IOException {
    var account =
        new JsonFields()
            .put("label", "simulated")
            .put("limit", null)
            .put("limit_remaining", null)
            .put("usage", 0)
            .put("is_free_tier", false);
    answering.whole(200, JSON, new JsonFields().put("data", account).toString());
  }

  /// Whether who asks showed the key; who did not has been told.
  private boolean isKnown(Asked asked, Answering answering) throws IOException {
    String shown = asked.header("authorization");
    if (shown.equals("Bearer " + key)) {
      return true;
    }
    refuse(answering, 401, shown.isEmpty() ? "No auth credentials found" : "User not found.");
    return false;
  }

  private void chat(Asked asked, Answering answering) throws IOException, InterruptedException {
    if (!(JsonObject.parse(asked.body()) instanceof JsonObject.Parsed.Good(JsonObject body))) {
      refuse(answering, 400, "The body is no JSON object");
      return;
    }
    String name = body.text("model", "");
    Optional<CloudModel> found = CloudModel.find(name);
    if (found.isEmpty()) {
      refuse(answering, 400, name + " is not a valid model ID");
    } else if (body.count("messages") == 0) {
      refuse(answering, 400, "Input required: specify \"messages\"");
    } else {
      speak(found.get(), body, answering);
    }
  }

  private void speak(CloudModel model, JsonObject body, Answering answering)
      throws IOException, InterruptedException {
    boolean thinks = model.thinks() && body.object("reasoning").flag("enabled", true);
    Question question = Api.CHAT_COMPLETIONS.question(body, thinks);
    var voice = new CloudVoice(answering, model, ids.incrementAndGet(), wall, question);
    if (body.flag("stream", false)) {
      voice.begin();
      voice.end(engine.speak(model.spoken(), question, null, answering.pause(), voice));
    } else {
      Spoken spoken = engine.speak(model.spoken(), question, null, answering.pause(), _ -> {});
      answering.whole(200, JSON, voice.whole(spoken));
    }
  }

  private static void refuse(Answering answering, int status, String text) throws IOException {
    var error = new JsonFields().put("message", text).put("code", status);
    answering.whole(status, JSON, new JsonFields().put("error", error).toString());
  }
}
