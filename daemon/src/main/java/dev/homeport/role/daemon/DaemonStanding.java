package dev.homeport.role.daemon;

import dev.homeport.config.ConfigWatch;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.health.OllamaHealth;
import dev.homeport.host.KeepAwake;
import dev.homeport.journal.Metrics.Gauge;
import dev.homeport.probe.OllamaWatch;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.resilience.Gate;
import dev.homeport.role.CommonStanding;
import dev.homeport.role.tunnel.TunnelStanding;
import dev.homeport.server.Standing;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How the daemon stands, put together from the snapshots of those who know.
record DaemonStanding(
    CommonStanding common,
    ConfigWatch<DaemonSettings> config,
    OllamaWatch ollama,
    Gate gate,
    ByteBudget bodies,
    KeepAwake power,
    TunnelStanding tunnel)
    implements Standing {

  @Override
  public Mood mood() {
    OllamaHealth health = ollama.health();
    if (health.state().answers()) {
      return Mood.HEALTHY;
    }
    String cause = health.cause();
    return Mood.unhealthy(health.state().word() + (cause == null ? "" : ": " + cause));
  }

  @Override
  public void detail(JsonFields page, boolean all) {
    DaemonSettings settings = config.current();
    common.putBefore(page);
    JsonFields seen = ollamaPart(settings);
    page.put("home", tunnel.home(seen, all));
    page.put("ollama", seen);
    page.put("tunnel", tunnel.page(all));
    page.put(
        "link", new JsonFields().put("state", "off").put("cause", "this version has no link yet"));
    page.put("queue", queuePart(settings));
    page.put("bodies_bytes", bodies.held());
    page.put("requests", common.requests());
    page.put("power", powerPart(settings));
    page.put("config", common.config());
  }

  private JsonFields ollamaPart(DaemonSettings settings) {
    OllamaHealth health = ollama.health();
    Duration latency = health.latency();
    var part = new JsonFields();
    part.put("url", settings.ollama().toString());
    part.put("reachable", health.state().answers());
    part.put("state", health.state().word());
    part.put("cause", health.cause());
    part.put("next", health.next());
    part.put("since", health.since().toString());
    part.put("checked", health.checked().toString());
    part.put("version", health.version());
    part.put("latency_ms", latency == null ? null : latency.toNanos() / 1e6);
    part.put("models", health.models().stream().map(InstalledModel::name).toList());
    part.put("loaded", health.loaded().stream().map(LoadedModel::name).toList());
    return part;
  }

  private JsonFields queuePart(DaemonSettings settings) {
    Gate.Snapshot now = gate.snapshot();
    var part = new JsonFields();
    part.put("running", now.running());
    part.put("concurrent", settings.limits().concurrent());
    part.put("waiting", now.waiting());
    part.put("capacity", settings.limits().queue());
    part.put("loading", now.loading());
    return part;
  }

  private JsonFields powerPart(DaemonSettings settings) {
    KeepAwake.State now = power.state();
    var part = new JsonFields();
    part.put("keep_awake", settings.keepAwake().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    part.put("state", now.awake() ? "kept awake" : "free to sleep");
    part.put("cause", now.why());
    part.put("since", now.since() == null ? null : now.since().toString());
    return part;
  }

  @Override
  public String metrics() {
    OllamaHealth health = ollama.health();
    Gate.Snapshot now = gate.snapshot();
    Duration latency = health.latency();
    var gauges =
        new ArrayList<>(
            List.of(
                new Gauge("homeport_up_seconds", "Since the start.", common.uptime().toSeconds()),
                new Gauge(
                    "homeport_ollama_up",
                    "Whether Ollama answers.",
                    health.state().answers() ? 1 : 0),
                new Gauge(
                    "homeport_ollama_latency_seconds",
                    "Of the last look at Ollama.",
                    latency == null ? null : latency.toNanos() / 1e9),
                new Gauge("homeport_ollama_models", "Installed models.", health.models().size()),
                new Gauge("homeport_ollama_models_loaded", "In memory.", health.loaded().size()),
                new Gauge(
                    "homeport_ollama_probes",
                    "How many times a model was asked for a sign of life.",
                    ollama.signsOfLifeAsked()),
                new Gauge("homeport_queue_running", "Requests at Ollama.", now.running()),
                new Gauge(
                    "homeport_queue_waiting", "Requests that wait for a place.", now.waiting()),
                new Gauge("homeport_bodies_bytes", "Bodies held now.", bodies.held()),
                new Gauge(
                    "homeport_kept_awake",
                    "Whether the machine is kept from sleeping.",
                    power.state().awake() ? 1 : 0),
                new Gauge(
                    "homeport_config_problems",
                    "What is wrong with the files, which therefore do not hold.",
                    common.problems().size())));
    gauges.addAll(tunnel.gauges());
    return common.counts().text(gauges);
  }
}
