package dev.homeport.story;

import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A daemon that runs, and its clients.
final class Daemon extends Role {
  private Daemon(Machine machine, Program program) {
    super(machine, program, "daemon started");
  }

  /// Starts one on a port of its own in front of this Ollama.
  static Daemon start(Machine machine, URI ollama, String... words) {
    var all =
        new ArrayList<>(
            List.of("daemon", "--listen", "127.0.0.1:0", "--ollama", ollama.toString()));
    all.addAll(List.of(words));
    return started(machine, all.toArray(String[]::new));
  }

  /// Starts one with these words alone.
  static Daemon started(Machine machine, String... words) {
    return new Daemon(machine, machine.start(words));
  }

  /// The header of the first key.
  String key() {
    return bearer(machine.firstKey());
  }

  /// The detailed health.
  JsonObject details() {
    return json(get("/health", key()).text());
  }
}
