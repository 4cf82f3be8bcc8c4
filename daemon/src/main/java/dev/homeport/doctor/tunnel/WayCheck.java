package dev.homeport.doctor.tunnel;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.wire.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the tunnel leads here: as the daemon's monitor says, else as it looks from here.
///
/// @param kind by the settings; nothing where none shall be watched
/// @param page the daemon's own
/// @param glimpse where what is known goes, for others
public record WayCheck(
    @Nullable String kind, Seen<JsonObject> page, OwnLook own, Seen<Glimpse> glimpse)
    implements Check {
  @Override
  public String id() {
    return "tunnel.way";
  }

  @Override
  public List<String> after() {
    return List.of("daemon.health");
  }

  /// The command of a tunnel that is frozen takes its time.
  @Override
  public Duration limit() {
    return Duration.ofSeconds(12);
  }

  @Override
  public Outcome look() throws InterruptedException {
    if (kind == null) {
      return Outcome.skip("no tunnel is set (daemon.tunnel.kind), so none is watched");
    }
    Optional<Glimpse> seen =
        page.find().map(said -> Glimpse.of(said.object("tunnel"))).filter(Glimpse::isWatched);
    if (seen.isEmpty()) {
      seen = own.look().map(local -> Glimpse.of(kind, local));
    }
    if (seen.isEmpty()) {
      return Outcome.skip(
          "no daemon says how it is, and a " + kind + " tunnel cannot be read here");
    }
    glimpse.set(seen.get());
    return judged(seen.get());
  }

  private static Outcome judged(Glimpse seen) {
    var lines = new ArrayList<String>();
    if (seen.cause() != null && seen.what() == null) {
      lines.add(head(seen) + seen.cause());
    } else if (seen.what() != null) {
      lines.add(head(seen) + (seen.cause() == null ? "" : seen.cause() + ": ") + seen.what());
    } else {
      lines.add(head(seen) + (seen.url() == null ? "nothing is wrong" : seen.url()));
    }
    lines.addAll(seen.evidence());
    String what = String.join("\n", lines);
    String fix = seen.next() == null || seen.next().isEmpty() ? "homeport logs" : seen.next();
    if (seen.monitored()) {
      return switch (String.valueOf(seen.state())) {
        case "fine" -> Outcome.ok(what);
        case "unproven", "starting" ->
            Outcome.warn(what, seen.next() == null ? "homeport doctor   # in a minute" : fix);
        default -> Outcome.fail(what, fix);
      };
    }
    return seen.cause() == null ? Outcome.ok(what) : Outcome.fail(what, fix);
  }

  private static String head(Glimpse seen) {
    return seen.kind() + (seen.state() == null ? "" : " is " + seen.state()) + ": ";
  }
}
