package dev.homeport.doctor.provider;

import dev.homeport.dialect.Call;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.doctor.look.Said;
import dev.homeport.wire.JsonObject;
import java.util.List;

/// Whether home takes our key, and its Ollama answers.
///
/// @param daemon who it is, where it is a daemon of ours
/// @param version where its version goes
public record HomeHealthCheck(Sight sight, Seen<String> daemon, Seen<String> version)
    implements Check {
  @Override
  public String id() {
    return "provider." + sight.name() + ".health";
  }

  @Override
  public List<String> needs() {
    return List.of("provider." + sight.name() + ".key", "provider." + sight.name() + ".way");
  }

  @Override
  public Outcome look() throws InterruptedException {
    if (daemon.find().isEmpty()) {
      return Outcome.skip("no daemon stands there that could tell");
    }
    return switch (sight.ask(_ -> Call.get("/api/version"))) {
      case Said.Nothing(var failure) -> Away.of(sight.settings(), failure);
      case Said.Answered said when said.status() == 401 || said.status() == 403 ->
          Outcome.fail(
              "the Mac does not accept the key (status " + said.status() + ")",
              "on the Mac: homeport keys add router; here: " + Shops.place(sight.settings()));
      case Said.Answered _ -> health();
    };
  }

  private Outcome health() throws InterruptedException {
    return switch (sight.ask(_ -> Call.get("/health?verbose"))) {
      case Said.Nothing(var failure) -> Away.of(sight.settings(), failure);
      case Said.Answered said -> {
        JsonObject page = said.json();
        String theirs = page.text("version");
        if (theirs != null) {
          version.set(theirs);
        }
        yield said.status() == 200
            ? Outcome.ok("the Mac is healthy and takes the key")
            : Outcome.fail(
                "the Mac is unhealthy: " + page.text("reason", "status " + said.status()),
                "on the Mac: homeport doctor");
      }
    };
  }
}
