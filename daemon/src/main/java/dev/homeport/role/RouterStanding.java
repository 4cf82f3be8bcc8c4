package dev.homeport.role;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.journal.Metrics.Gauge;
import dev.homeport.probe.provider.CatalogueWatch;
import dev.homeport.probe.provider.Reach;
import dev.homeport.probe.provider.Reach.State;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.server.Standing;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// How the router stands, put together from the snapshots of those who know.
record RouterStanding(
    CommonStanding common,
    Supplier<RouterSettings> settings,
    Catalogue catalogue,
    CatalogueWatch watch,
    ByteBudget bodies)
    implements Standing {
  private static final Reach UNWATCHED = new Reach(State.UNKNOWN, null, Instant.EPOCH);

  /// Well while all of the chain answer, ill when none does; who was not asked yet may. Why is not
  /// for everybody to read: it names who is asked, and what is the matter with them.
  @Override
  public Mood mood() {
    int failing = failing().size();
    if (failing == 0) {
      return Mood.HEALTHY;
    }
    return failing == settings.get().chain().size() ? Mood.unhealthy(null) : Mood.degraded(null);
  }

  /// Who of the chain does not answer, and why.
  private List<String> failing() {
    var failing = new ArrayList<String>();
    for (String name : settings.get().chain()) {
      Reach reach = reach(name);
      if (reach.state() == State.FAILS) {
        String cause = reach.cause();
        failing.add(name + (cause == null ? "" : ": " + cause));
      }
    }
    return failing;
  }

  private Reach reach(String provider) {
    return watch.reach(provider).orElse(UNWATCHED);
  }

  @Override
  public void detail(JsonFields page) {
    RouterSettings now = settings.get();
    List<String> failing = failing();
    page.putIfThere("reason", failing.isEmpty() ? null : String.join("; ", failing));
    common.putBefore(page);
    page.put("role", "router");
    page.put("chain", now.chain());
    page.put("fallback", !now.alone());
    page.put("providers", now.providers().stream().map(this::provider).toList());
    page.put("bodies_bytes", bodies.held());
    page.put("requests", common.requests());
    page.put("config", common.config());
  }

  private JsonFields provider(ProviderSettings settings) {
    Reach reach = reach(settings.name());
    var part = new JsonFields();
    part.put("name", settings.name());
    part.put("kind", settings.kind().name().toLowerCase(Locale.ROOT));
    part.put("url", settings.url().toString());
    part.put("state", reach.state().name().toLowerCase(Locale.ROOT));
    part.put("cause", reach.cause());
    part.put("since", reach.since().toString());
    part.put("models", catalogue.stock().models(settings.name()).size());
    part.put(
        "models_seen", catalogue.stock().seen(settings.name()).map(Instant::toString).orElse(null));
    return part;
  }

  @Override
  public String metrics() {
    var gauges = new ArrayList<Gauge>();
    gauges.add(new Gauge("homeport_up_seconds", "Since the start.", common.uptime().toSeconds()));
    gauges.add(new Gauge("homeport_bodies_bytes", "Bodies held now.", bodies.held()));
    gauges.add(
        new Gauge(
            "homeport_config_problems",
            "What is wrong with the files, which therefore do not hold.",
            common.problems().size()));
    for (ProviderSettings each : settings.get().providers()) {
      State state = reach(each.name()).state();
      gauges.add(
          Gauge.of(
              "homeport_provider_up",
              "Whether a provider answers when it is asked for its models.",
              "provider",
              each.name(),
              state == State.UNKNOWN ? null : state == State.ANSWERS ? 1 : 0));
    }
    return common.counts().text(gauges);
  }
}
