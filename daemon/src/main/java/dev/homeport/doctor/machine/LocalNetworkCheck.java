package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.doctor.look.Hosts;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.util.List;

/// Whether macOS keeps the daemon from a machine in the same house. What is typed into a terminal
/// is free of that, so that what this program reaches and the daemon does not tells it.
///
/// @param page the daemon's own
/// @param reached set where this program reached Ollama
public record LocalNetworkCheck(URI ollama, Seen<JsonObject> page, Seen<String> reached)
    implements Check {
  @Override
  public String id() {
    return "machine.local-network";
  }

  @Override
  public List<String> after() {
    return List.of("daemon.health", "ollama.alive");
  }

  @Override
  public Outcome look() {
    String host = Hosts.authority(ollama);
    if (!Hosts.isInTheHouse(host)) {
      return Outcome.ok("has no say: Ollama is not on another machine of this network");
    }
    if (page.find().isEmpty()) {
      return Outcome.skip("the daemon does not say whether it reaches " + host);
    }
    boolean daemonReaches = page.find().orElseThrow().object("ollama").flag("reachable", false);
    return daemonReaches || reached.find().isEmpty()
        ? Outcome.ok("does not stand between the daemon and " + host)
        : Outcome.fail(
            "this terminal reaches "
                + host
                + ", and the daemon does not: macOS keeps it from there",
            "System Settings → Privacy & Security → Local Network: allow homeport (or java)\n"
                + "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_LocalNetwork'");
  }
}
