package dev.homeport.doctor.ollama;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Hosts;
import dev.homeport.doctor.look.Listeners;
import dev.homeport.doctor.look.Tools;
import dev.homeport.host.Platform.Os;
import java.util.List;
import java.util.Optional;

/// Whether Ollama can be reached from other machines, past our keys.
public record OpenDoorCheck(Behind ollama, Listeners listeners) implements Check {
  private static final int USUAL = 11_434;

  @Override
  public String id() {
    return "ollama.exposed";
  }

  @Override
  public Outcome look() throws InterruptedException {
    if (!Hosts.isThisMachine(Hosts.authority(ollama.uri()))) {
      return Outcome.skip("Ollama is not on this machine");
    }
    int port = ollama.uri().getPort() > 0 ? ollama.uri().getPort() : USUAL;
    Optional<List<String>> addresses = listeners.at(port);
    List<String> open = addresses.orElse(List.of()).stream().filter(Listeners::isOpen).toList();
    if (!open.isEmpty()) {
      return Outcome.fail(
          "AN OPEN DOOR PAST ALL KEYS: Ollama listens on "
              + String.join(", ", open)
              + " at port "
              + port,
          close());
    }
    String wish = wish();
    if (!wish.isEmpty()) {
      return Outcome.warn(
          "OLLAMA_HOST is " + wish + " in launchd, so that Ollama opens itself at its next start",
          close());
    }
    return addresses.isEmpty()
        ? Outcome.skip("this machine does not show who listens at port " + port)
        : Outcome.ok("only this machine reaches it at port " + port);
  }

  /// What launchd hands to programs that start from now on, where that opens a door.
  private String wish() throws InterruptedException {
    if (ollama.platform().os() != Os.MACOS) {
      return "";
    }
    String host =
        new Tools(ollama.platform())
            .output("launchctl", "getenv", "OLLAMA_HOST")
            .orElse("")
            .strip();
    String bare = host.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return bare.isEmpty() || bare.startsWith(":") || !Hosts.isThisMachine(bare) ? host : "";
  }

  private String close() {
    return ollama.platform().os() == Os.MACOS
        ? "launchctl setenv OLLAMA_HOST 127.0.0.1:11434; "
            + ollama.restart()
            + "\nin Ollama's own Settings: switch off Expose Ollama to the network"
        : "sudo systemctl edit ollama   # [Service] Environment=OLLAMA_HOST=127.0.0.1:11434\n"
            + ollama.restart();
  }
}
