package dev.homeport.doctor.standing;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.doctor.look.Said;
import dev.homeport.doctor.look.Web;
import dev.homeport.wire.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the role says of itself, in all detail where a key is known.
///
/// @param page where its detailed page goes, for others
public record HealthCheck(RoleDoor door, Web web, Seen<JsonObject> page) implements Check {
  @Override
  public String id() {
    return door.section() + ".health";
  }

  @Override
  public List<String> needs() {
    return List.of(door.section() + ".alive");
  }

  @Override
  public Outcome look() throws InterruptedException {
    String key = door.key().orElse(null);
    return switch (web.get(door.base(), "/health?verbose", key)) {
      case Said.Nothing(var failure) ->
          Outcome.fail("it says nothing of itself: " + failure.why(), "homeport logs");
      case Said.Answered said when said.status() == 401 || said.status() == 403 ->
          Outcome.warn(
              "it does not accept the key that was shown, so that details are missing",
              "homeport keys add doctor, then: HOMEPORT_KEY=… homeport doctor");
      case Said.Answered said -> answered(said.json(), key);
    };
  }

  private Outcome answered(JsonObject said, @Nullable String key) {
    if (said.has("version")) {
      page.set(said);
    }
    String status = said.text("status", "");
    String reason = said.text("reason", "no reason given");
    String without = key == null ? " (no key is known, so no details: set HOMEPORT_KEY)" : "";
    return switch (status) {
      case "healthy" -> Outcome.ok("healthy" + without);
      case "degraded" -> Outcome.warn("degraded: " + reason + without, next(said));
      case "unhealthy" -> Outcome.fail("unhealthy: " + reason + without, next(said));
      default -> Outcome.fail("its page makes no sense", "homeport logs");
    };
  }

  private String next(JsonObject said) {
    String next = said.object("ollama").text("next");
    return next == null ? "homeport status --role " + door.section() : next;
  }
}
