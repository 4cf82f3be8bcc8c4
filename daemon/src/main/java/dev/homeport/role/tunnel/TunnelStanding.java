package dev.homeport.role.tunnel;

import dev.homeport.journal.Metrics.Gauge;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.wire.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// How the tunnel stands, whoever watches it: this process, a monitor beside it, or nobody.
///
/// @param own the report of this process, where it watches one
/// @param beside what a monitor beside us has left
/// @param wanted whether a tunnel is to be watched at all
public record TunnelStanding(
    Supplier<Optional<Report>> own, TunnelFile beside, Supplier<Boolean> wanted) {
  private static final String OFF = "off";
  private static final String UNWATCHED = "unwatched";

  /// The words of ways in which nothing is known to be wrong.
  private static final Set<String> OPEN =
      Set.of(
          OFF,
          UNWATCHED,
          HomeState.STARTING.word(),
          HomeState.FINE.word(),
          HomeState.UNPROVEN.word());

  /// The part of a page about it.
  ///
  /// @param all whether the reader may know all
  public JsonFields page(boolean all) {
    Optional<JsonFields> known = own.get().map(TunnelPage::whole);
    if (known.isPresent()) {
      return all ? known.get() : TunnelPage.brief(known.get());
    }
    if (!wanted.get()) {
      return new JsonFields()
          .put("state", OFF)
          .put("cause", "nobody has asked for one")
          .put(
              "next",
              "daemon.tunnel.kind: tailscale keeps a funnel up and looks at it from outside");
    }
    return beside
        .read()
        .map(page -> all ? page.fields() : TunnelPage.brief(page.fields()))
        .orElseGet(
            () ->
                new JsonFields()
                    .put("state", UNWATCHED)
                    .put("cause", "monitor-gone")
                    .put("what", "nobody watches it: neither this daemon nor a monitor beside it")
                    .put(
                        "next",
                        "start one: homeport monitor; or let daemon.monitor be on, and restart"));
  }

  /// How home is as a whole: what is wrong with the way to it, else how Ollama is at its end.
  ///
  /// @param ollama the part about Ollama
  public JsonFields home(JsonFields ollama, boolean all) {
    JsonFields way = page(all);
    boolean open = OPEN.contains(String.valueOf(way.value("state")));
    JsonFields blamed = open ? ollama : way;
    var part = new JsonFields();
    for (String name : List.of("state", "cause", "what", "next", "since")) {
      part.putIfThere(name, blamed.value(name));
    }
    return part;
  }

  /// Its gauges; none where nobody here watches.
  public List<Gauge> gauges() {
    return own.get().map(TunnelStanding::gauges).orElse(List.of());
  }

  private static List<Gauge> gauges(Report report) {
    return List.of(
        new Gauge(
            "homeport_tunnel_up",
            "Whether an answer of ours came back from outside.",
            report.state() == HomeState.FINE ? 1 : 0),
        new Gauge(
            "homeport_tunnel_verified_timestamp_seconds",
            "When an answer of ours last came back from outside.",
            report.verified() == null ? null : report.verified().getEpochSecond()),
        new Gauge(
            "homeport_tunnel_repairs",
            "How many rungs of the ladder were climbed since the start.",
            report.counts().values().stream().mapToLong(Long::longValue).sum()));
  }
}
