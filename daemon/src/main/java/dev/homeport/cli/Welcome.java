package dev.homeport.cli;

import dev.homeport.simulation.cloud.SimulatedCloud;
import java.io.PrintWriter;

/// What a demonstration that stays up says: what runs where, and lines to try that can be pasted as
/// they are.
///
/// @param wanted the Ollama that was asked for
/// @param model one that home has
record Welcome(
    String wanted, DemoCommand.Behind behind, SimulatedChild cloud, Stage stage, String model) {
  void print(PrintWriter out) {
    whatRuns(out);
    out.println();
    out.println("Try, in another terminal, the daemon:");
    out.println();
    out.println("  curl -i " + stage.home().url() + "/health");
    out.println(curl(stage.home(), "/api/tags"));
    out.println(curl(stage.home(), "/v1/chat/completions", hello(model, "\"stream\":true,")));
    out.println();
    out.println("The router, in three APIs; Homeport-Provider says who answered:");
    out.println();
    out.println(curl(stage.router(), "/api/chat", hello(model, "")));
    out.println(curl(stage.router(), "/v1/chat/completions", hello(model, "\"stream\":true,")));
    out.println(
        curl(stage.router(), "/v1/messages", hello(model, "\"stream\":true,\"max_tokens\":64,")));
    out.println();
    out.println("A model that only the cloud has, and how the router is:");
    out.println();
    out.println(curl(stage.router(), "/api/chat", hello(SimulatedCloud.MODEL, "")));
    out.println(
        "  homeport status --url " + stage.router().url() + " --key " + stage.router().key());
    out.println();
    SimulatedChild ollama = behind.child();
    out.println("Let home go, and ask the router for " + model + " again: the cloud answers.");
    out.println();
    out.println(ollama == null ? "  (quit Ollama)" : "  kill " + ollama.pid());
    out.println();
    out.println("Ctrl-C ends it.");
    out.flush();
  }

  private void whatRuns(PrintWriter out) {
    out.println(
        behind.child() == null
            ? "Ollama runs at " + behind.url() + "; the daemon stands in front of it."
            : "No Ollama answers at "
                + wanted
                + ", so a simulated one was started at "
                + behind.url()
                + "; it says that it is simulated.");
    out.println("The daemon is the real one, at " + stage.home().url());
    out.println("Its key, which ends with this demo: " + stage.home().key());
    out.println("The router is the real one too, at " + stage.router().url());
    out.println("Its key: " + stage.router().key());
    out.println(
        "Its home is that daemon; its cloud, an OpenRouter at " + cloud.url() + ", is simulated.");
  }

  private static String hello(String model, String more) {
    return "{\"model\":\""
        + model
        + "\","
        + more
        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  }

  private static String curl(Trial with, String target) {
    return "  curl " + with.url() + target + " -H 'Authorization: Bearer " + with.key() + "'";
  }

  private static String curl(Trial with, String target, String body) {
    return curl(with, target).replace("curl ", "curl -iN ") + " \\\n       -d '" + body + "'";
  }
}
