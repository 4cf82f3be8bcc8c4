package dev.homeport.story;

import dev.homeport.wire.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// A router that runs, and its clients.
public final class RouterProcess extends Role {
  private RouterProcess(Machine machine, Program program) {
    super(machine, program, "router started");
  }

  /// Starts one with these words, on a port of its own.
  public static RouterProcess start(Machine machine, String... words) {
    var all = new ArrayList<>(List.of("router", "--listen", "127.0.0.1:0"));
    all.addAll(List.of(words));
    return started(machine, all.toArray(String[]::new));
  }

  /// Starts one with these words alone.
  static RouterProcess started(Machine machine, String... words) {
    return new RouterProcess(machine, machine.start(words));
  }

  /// Waits until it has heard once of each provider, that it is there or that it is not.
  public RouterProcess acquainted(String key) {
    until("/health", page -> !page.text().contains("\"state\":\"unknown\""), bearer(key));
    return this;
  }

  /// The detailed health.
  JsonObject details(String key) {
    return json(get("/health", bearer(key)).text());
  }
}
