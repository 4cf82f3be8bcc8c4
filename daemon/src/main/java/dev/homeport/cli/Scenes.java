package dev.homeport.cli;

import dev.homeport.simulation.cloud.SimulatedCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What is asked in a demonstration, and what should come. Pure.
final class Scenes {
  private static final String HELLO =
      "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello in five words.\"}]}";

  /// What the router calls its providers when it is built from the environment.
  private static final String HOME = "ollama";

  private static final String CLOUD = "openrouter";

  private Scenes() {}

  /// A daemon: who gets in, what passes, and what does not.
  static List<Step> daemon(String model) {
    var steps = new ArrayList<Step>();
    steps.add(
        new Step(
            "anybody may ask whether it is healthy",
            "/health",
            null,
            false,
            said -> said.status() == 200 && said.text().equals("{\"status\":\"healthy\"}")));
    steps.add(
        new Step(
            "nobody gets further without a key",
            "/api/tags",
            null,
            false,
            said -> said.status() == 401));
    steps.add(
        new Step(
            "what is not Ollama's is nowhere", "/admin", null, true, said -> said.status() == 404));
    steps.add(
        new Step(
            "with a key, Ollama's own list",
            "/api/tags",
            null,
            true,
            said -> said.status() == 200 && said.text().contains("\"models\"")));
    steps.addAll(threeWays(model, _ -> true));
    steps.add(
        new Step(
            "an ordinary key does not throw a model out of memory",
            "/api/generate",
            named(model) + "\"keep_alive\":0}",
            true,
            said -> said.status() == 403 && said.text().contains("keep_alive")));
    steps.add(
        new Step(
            "nor delete one",
            "/api/copy",
            "{\"source\":\"" + model + "\",\"destination\":\"x\"}",
            true,
            said -> said.status() == 403));
    return steps;
  }

  /// A router whose home is there.
  static List<Step> router(String model) {
    var steps = new ArrayList<Step>();
    steps.add(lists("one list: home's models and the cloud's", "/api/tags", model));
    steps.addAll(threeWays(model, said -> said.field("Homeport-Provider").equals(HOME)));
    steps.add(
        new Step(
            "a model that only the cloud has is the cloud's to answer",
            "/api/chat",
            named(SimulatedCloud.MODEL) + HELLO,
            true,
            said ->
                said.status() == 200
                    && said.field("Homeport-Provider").equals(CLOUD)
                    && said.text().contains("\"done\":true")));
    return steps;
  }

  /// The same router after its home has gone.
  static List<Step> away(String model) {
    Predicate<Asking.Said.Answered> inItsPlace =
        said ->
            said.field("Homeport-Provider").equals(CLOUD)
                && said.text().contains("\"model\":\"" + model + "\"");
    var steps = new ArrayList<Step>(threeWays(model, inItsPlace));
    steps.add(lists("the list is what it was", "/api/tags", model));
    steps.add(lists("in OpenAI's API too", "/v1/models", model));
    return steps;
  }

  private static Step lists(String says, String target, String model) {
    return new Step(
        says,
        target,
        null,
        true,
        said ->
            said.status() == 200
                && said.text().contains("\"" + model + "\"")
                && said.text().contains("\"" + SimulatedCloud.MODEL + "\""));
  }

  /// One question in three APIs, each answer a whole stream.
  private static List<Step> threeWays(String model, Predicate<Asking.Said.Answered> right) {
    return List.of(
        new Step(
            "a chat in Ollama's API, piece by piece",
            "/api/chat",
            named(model) + HELLO,
            true,
            ends("\"done\":true").and(said -> said.pieces() > 1).and(right)),
        new Step(
            "the same in OpenAI's",
            "/v1/chat/completions",
            named(model) + "\"stream\":true," + HELLO,
            true,
            ends("data: [DONE]").and(right)),
        new Step(
            "and in Anthropic's",
            "/v1/messages",
            named(model) + "\"stream\":true,\"max_tokens\":64," + HELLO,
            true,
            ends("event: message_stop").and(right)));
  }

  private static Predicate<Asking.Said.Answered> ends(String marker) {
    return said -> said.status() == 200 && said.text().contains(marker);
  }

  private static String named(String model) {
    return "{\"model\":\"" + model + "\",";
  }
}
