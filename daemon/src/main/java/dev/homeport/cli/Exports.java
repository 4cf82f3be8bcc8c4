package dev.homeport.cli;

import dev.homeport.install.Plan.Outcome;
import dev.homeport.install.Served;
import dev.homeport.wire.JsonFields;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What whoever shall ask a new service must have in its environment.
///
/// @param url where it is reached from outside; nothing where that is not known
/// @param key a key that was made now
record Exports(Outcome outcome, @Nullable URI url, @Nullable String key) {
  private String address() {
    return url == null ? outcome.localUrl() : url.toString();
  }

  /// Prints the lines, as a shell takes them.
  void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(
          new JsonFields()
              .put("role", outcome.role().toString())
              .put("url", address())
              .put("local_url", outcome.localUrl())
              .putIfThere("key", key)
              .putIfThere("tunnel", outcome.tunnel().isEmpty() ? null : outcome.tunnel()));
    } else {
      lines().forEach(out::println);
    }
    out.flush();
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    boolean daemon = outcome.role() == Served.DAEMON;
    lines.add(
        daemon
            ? "export OLLAMA_BASE_URL=" + address()
            : "export OPENAI_BASE_URL=" + address() + "/v1");
    if (key != null) {
      lines.add("export " + (daemon ? "OLLAMA_API_KEY=" : "OPENAI_API_KEY=") + key);
    }
    if (daemon && !outcome.tunnel().isEmpty()) {
      lines.add("export OLLAMA_TUNNEL_TYPE=" + outcome.tunnel());
    }
    return lines;
  }

  /// What a person must know of them.
  List<String> words() {
    if (outcome.role() == Served.ROUTER) {
      return List.of();
    }
    return List.of(
        "",
        url != null
            ? "Nobody outside has asked at that address yet. In a minute, from anywhere: curl "
                + url
                + "/health"
            : outcome.tunnel().isEmpty()
                ? "That address is good on this machine alone; nothing leads here from outside."
                : "That address is good on this machine alone: the public one is not known yet."
                    + " homeport status shows it when the tunnel is up.",
        "How it is: homeport status. What is wrong and what mends it: homeport doctor."
            + (key == null ? "" : " Both tell more with HOMEPORT_KEY=$OLLAMA_API_KEY."));
  }
}
