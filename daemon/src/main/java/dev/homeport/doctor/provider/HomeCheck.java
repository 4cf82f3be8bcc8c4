package dev.homeport.doctor.provider;

import dev.homeport.dialect.Call;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.doctor.look.Said;
import java.util.List;

/// Whether the way home is open: name, connection, certificate, tunnel, and our daemon at its end.
///
/// @param daemon set where it is a daemon of ours that answers
public record HomeCheck(Sight sight, Seen<String> daemon) implements Check {
  private static final int BAD_GATEWAY = 502;

  @Override
  public String id() {
    return "provider." + sight.name() + ".way";
  }

  @Override
  public List<String> needs() {
    return List.of("provider." + sight.name() + ".url");
  }

  @Override
  public Outcome look() throws InterruptedException {
    return switch (sight.ask(_ -> Call.get("/livez"))) {
      case Said.Nothing(var failure) -> Away.of(sight.settings(), failure);
      case Said.Answered said when !said.instance().isEmpty() -> {
        daemon.set(said.instance());
        yield Outcome.ok(
            "the daemon "
                + said.instance()
                + " answers at "
                + sight.settings().url()
                + " in "
                + said.pace());
      }
      case Said.Answered said when said.status() == BAD_GATEWAY ->
          Outcome.fail(
              sight.settings().url() + ": the tunnel is up, and no daemon stands behind it (502)",
              "on the Mac: launchctl kickstart -k gui/$(id -u)/dev.homeport.daemon"
                  + "   # or: homeport daemon");
      case Said.Answered _ -> bare();
    };
  }

  /// Somebody answers who is no daemon of ours.
  private Outcome bare() throws InterruptedException {
    return sight.ask(_ -> Call.get("/api/version")) instanceof Said.Answered said
            && said.status() == 200
            && said.json().has("version")
        ? Outcome.warn(
            sight.settings().url()
                + " is an Ollama ("
                + said.json().text("version", "")
                + ") without a daemon before it: slow cannot be told from dead",
            "on the Mac: homeport install; then ask its port 8888")
        : Outcome.fail(
            "what answers at " + sight.settings().url() + " is neither Homeport nor Ollama",
            "on the Mac: tailscale funnel status   # whose entry is it");
  }
}
