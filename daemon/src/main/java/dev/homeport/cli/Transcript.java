package dev.homeport.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A conversation with a running daemon, step by step: what is asked, what comes, and whether that
/// is what should come.
final class Transcript {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SHOWN = 160;

  private final URI base;
  private final String key;
  private final String model;
  private final PrintWriter out;
  private int failed;

  /// One step.
  ///
  /// @param says what a person learns from it
  /// @param body the JSON that is posted; nothing for a GET
  /// @param keyed whether the key goes with it
  /// @param right whether the answer is the right one
  private record Step(
      String says,
      String target,
      @Nullable String body,
      boolean keyed,
      Predicate<Asking.Said.Answered> right) {}

  Transcript(URI base, String key, String model, PrintWriter out) {
    this.base = base;
    this.key = key;
    this.model = model;
    this.out = out;
  }

  /// Plays it; true when every answer was the right one.
  boolean play() {
    List<Step> steps = steps();
    steps.forEach(this::play);
    out.println();
    out.println((steps.size() - failed) + " passed, " + failed + " failed");
    out.flush();
    return failed == 0;
  }

  private List<Step> steps() {
    String hello = "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello in five words.\"}]";
    String named = "{\"model\":\"" + model + "\",";
    return List.of(
        new Step(
            "anybody may ask whether it is healthy",
            "/health",
            null,
            false,
            said -> said.status() == 200 && said.text().equals("{\"status\":\"healthy\"}")),
        new Step(
            "nobody gets further without a key",
            "/api/tags",
            null,
            false,
            said -> said.status() == 401),
        new Step(
            "what is not Ollama's is nowhere", "/admin", null, true, said -> said.status() == 404),
        new Step(
            "with a key, Ollama's own list",
            "/api/tags",
            null,
            true,
            said -> said.status() == 200 && said.text().contains("\"models\"")),
        new Step(
            "a chat in Ollama's API, piece by piece",
            "/api/chat",
            named + hello + "}",
            true,
            said ->
                said.status() == 200 && said.pieces() > 1 && said.text().contains("\"done\":true")),
        new Step(
            "the same in OpenAI's",
            "/v1/chat/completions",
            named + "\"stream\":true," + hello + "}",
            true,
            said -> said.status() == 200 && said.text().contains("data: [DONE]")),
        new Step(
            "and in Anthropic's",
            "/v1/messages",
            named + "\"max_tokens\":64," + hello + "}",
            true,
            said -> said.status() == 200 && said.text().contains("\"stop_reason\"")),
        new Step(
            "an ordinary key does not throw a model out of memory",
            "/api/generate",
            named + "\"keep_alive\":0}",
            true,
            said -> said.status() == 403 && said.text().contains("keep_alive")),
        new Step(
            "nor delete one",
            "/api/copy",
            "{\"source\":\"" + model + "\",\"destination\":\"x\"}",
            true,
            said -> said.status() == 403));
  }

  private void play(Step step) {
    out.println();
    out.println("# " + step.says());
    out.println("$ " + curl(step));
    var asking = new Asking(base, step.keyed() ? key : null, PATIENCE);
    String body = step.body();
    Asking.Said said = body == null ? asking.get(step.target()) : asking.post(step.target(), body);
    boolean right = said instanceof Asking.Said.Answered answered && step.right().test(answered);
    out.println(
        switch (said) {
          case Asking.Said.Nothing(String why) -> "  no answer: " + why;
          case Asking.Said.Answered(int status, String text, int pieces) ->
              "  " + status + (pieces > 1 ? " in " + pieces + " pieces" : "") + "  " + shown(text);
        });
    out.println(right ? "  ok" : "  NOT what should come");
    out.flush();
    if (!right) {
      failed++;
    }
  }

  private String curl(Step step) {
    var words = new StringBuilder("curl ").append(base).append(step.target());
    if (step.keyed()) {
      words.append(" -H \"Authorization: Bearer $KEY\"");
    }
    if (step.body() != null) {
      words.append(" -d '").append(step.body()).append('\'');
    }
    return words.toString();
  }

  private static String shown(String text) {
    String line = text.replace('\n', ' ').strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
