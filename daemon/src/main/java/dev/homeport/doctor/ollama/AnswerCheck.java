package dev.homeport.doctor.ollama;

import dev.homeport.dialect.Call;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.wire.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Whether a model answers one word. It loads the model, so it is made only where it is asked for.
public record AnswerCheck(Behind ollama, String model) implements Check {
  /// A large model is read from disk first.
  private static final Duration PATIENCE = Duration.ofSeconds(17);

  @Override
  public String id() {
    return "ollama.answer";
  }

  @Override
  public List<String> needs() {
    return List.of("ollama.alive", "ollama.models");
  }

  @Override
  public Duration limit() {
    return PATIENCE.plusSeconds(1);
  }

  @Override
  public Outcome look() throws InterruptedException {
    byte[] body =
        new JsonFields()
            .put("model", model)
            .put("prompt", "Say yes.")
            .put("stream", false)
            .put("options", new JsonFields().put("num_predict", 1))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Call call = Call.post("/api/generate", body);
    return switch (ollama.web().ask(ollama.uri(), call, ollama.secret(), PATIENCE)) {
      case Said.Nothing(var failure) ->
          Outcome.fail(model + " does not answer: " + failure.why(), ollama.restart());
      case Said.Answered said when said.status() == 404 ->
          Outcome.fail(model + " is not installed", "ollama pull " + model);
      case Said.Answered said when said.status() != 200 || !said.json().flag("done", false) ->
          Outcome.fail(
              model
                  + " answers with status "
                  + said.status()
                  + ": "
                  + said.json().text("error", ""),
              "ollama run " + model);
      case Said.Answered said -> Outcome.ok(model + " answers in " + said.pace());
    };
  }
}
