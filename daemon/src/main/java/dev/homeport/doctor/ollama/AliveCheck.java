package dev.homeport.doctor.ollama;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.failure.Failure;

/// Whether Ollama answers where the settings say.
public record AliveCheck(Behind ollama) implements Check {
  private static final String GREETING = "Ollama is running";

  @Override
  public String id() {
    return "ollama.alive";
  }

  @Override
  public Outcome look() throws InterruptedException {
    return switch (ollama.ask("/")) {
      case Said.Nothing(Failure failure) -> nothing(failure);
      case Said.Answered said when said.status() == 401 || said.status() == 403 ->
          Outcome.fail(
              ollama.uri() + " answers with status " + said.status() + ": it wants a key",
              "set daemon.ollama-key, or daemon.ollama: http://127.0.0.1:11434");
      case Said.Answered said -> there(said);
    };
  }

  private Outcome there(Said.Answered greeted) throws InterruptedException {
    String version =
        ollama.ask("/api/version") instanceof Said.Answered said
            ? said.json().text("version")
            : null;
    if (version == null && !greeted.text().contains(GREETING)) {
      return Outcome.fail(
          "what answers at " + ollama.uri() + " is not Ollama (status " + greeted.status() + ")",
          "set daemon.ollama (or OLLAMA_BASE_URL) to Ollama's own address");
    }
    ollama.version().set(version == null ? "" : version);
    return Outcome.ok("Ollama is running at " + ollama.uri() + ", " + greeted.pace());
  }

  private Outcome nothing(Failure failure) {
    String what = ollama.uri() + ": " + failure.why();
    return switch (failure.word()) {
      case "refused" -> Outcome.fail("nothing listens at " + ollama.uri(), ollama.start());
      case "dns" ->
          Outcome.fail(what, "set daemon.ollama (or OLLAMA_BASE_URL) to a name that exists");
      case "total-timeout", "connect-timeout" -> Outcome.fail(what, ollama.restart());
      default -> Outcome.fail(what, ollama.start());
    };
  }
}
