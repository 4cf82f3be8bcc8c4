package dev.homeport.role.daemon;

import dev.homeport.access.Gatekeeper;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.KeyRing;
import dev.homeport.access.route.RouteTable;
import dev.homeport.config.ConfigWatch;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.front.Front;
import dev.homeport.health.OllamaHealth;
import dev.homeport.host.KeepAwake;
import dev.homeport.host.WakeWatch;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Journal;
import dev.homeport.journal.LogSetup;
import dev.homeport.journal.Metrics;
import dev.homeport.lifecycle.Services;
import dev.homeport.probe.OllamaWatch;
import dev.homeport.probe.Warmer;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.resilience.Gate;
import dev.homeport.role.AlertDesk;
import dev.homeport.role.Blueprint;
import dev.homeport.role.CommonStanding;
import dev.homeport.role.Instance;
import dev.homeport.role.RunningRole;
import dev.homeport.role.Setup;
import dev.homeport.role.Started;
import dev.homeport.role.tunnel.TunnelFile;
import dev.homeport.role.tunnel.TunnelMaker;
import dev.homeport.role.tunnel.TunnelStanding;
import dev.homeport.role.tunnel.TunnelWatch;
import dev.homeport.server.HttpServer;
import dev.homeport.server.Work;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.wire.Field;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The daemon on the Mac, built and wired by hand.
///
/// One thread starts it and one stops it.
public final class MacDaemon implements Blueprint {
  private static final List<Duration> AFTER_WAKE =
      List.of(Duration.ofSeconds(3), Duration.ofSeconds(10));

  /// What an Ollama that listens on a loopback address accepts, whatever it is reached by.
  private static final String LOCAL_HOST = "localhost:11434";

  private final ConfigWatch<DaemonSettings> config;
  private final Ticker ticker = Ticker.system();
  private final WallClock wall = WallClock.system();
  private final Metrics counts = Metrics.ofDaemon();
  private final Journal journal;
  private final Gate gate;
  private final ByteBudget bodies;
  private final KeepAwake power;
  private final OllamaWatch watch;
  private final Warmer warmer;
  private final HttpUpstream upstream;
  private final HttpUpstream looking;
  private final Front front;
  private final HttpServer server;
  private final TunnelWatch tunnel;
  private final AlertDesk alerts;

  private MacDaemon(Setup<DaemonSettings> setup, Facts facts, KeyRing ring) {
    this.config = setup.config();
    String instance = Instance.of(facts, name());
    this.alerts =
        new AlertDesk(
            () -> config.current().alerts(),
            null,
            instance,
            name(),
            setup.platform(),
            setup.lines());
    this.journal = Journal.to(List.of(setup.lines(), counts, alerts, this::heard));
    config.tell(journal);
    DaemonSettings now = config.current();
    var rules = new DaemonRules(config::current);
    this.gate = new Gate(DaemonRules.gate(now), ticker);
    this.bodies = new ByteBudget(now.limits().bodies());
    this.power =
        new KeepAwake(
            setup.platform(), () -> DaemonRules.keepAwake(config.current()), journal, ticker, wall);
    this.upstream = new HttpUpstream(now.ollama(), hostOf(now.ollama()), ticker);
    List<Field> credentials = credentialsOf(now);
    // Of its own, so that looking never competes with the requests for their connections.
    this.looking = new HttpUpstream(now.ollama(), hostOf(now.ollama()), ticker);
    this.watch =
        new OllamaWatch(
            looking, credentials, gate, this::ollamaChanged, journal, ticker, wall, Pause.real());
    this.warmer =
        new Warmer(
            looking,
            credentials,
            gate,
            () -> config.current().warm(),
            watch::health,
            journal,
            ticker,
            Pause.real());
    this.front = new Front(upstream, gate, ticker, watch);
    this.tunnel = new TunnelWatch(config::current, tunnelMaker(setup, facts), journal);
    this.server =
        new HttpServer(
            new HttpServer.Parts(
                now.listen().socketAddress(),
                now.metrics() == null ? null : now.metrics().socketAddress(),
                instance,
                rules::door,
                new Gatekeeper(ring, () -> config.current().auth().open(), journal, ticker, wall),
                new KeyMeter(ticker),
                bodies,
                RouteTable.DAEMON,
                new Work.AtOllama(
                    front,
                    rules::body,
                    credentials,
                    watch::isInstalled,
                    watch::isRemote,
                    power::serving,
                    watch::lookNow),
                standing(setup, instance),
                journal,
                ticker));
  }

  /// Builds one and starts it; returns when it listens.
  public static Started start(Setup<DaemonSettings> setup) throws InterruptedException {
    DaemonSettings now = setup.config().current();
    Facts facts =
        switch (FactLog.open(now.state(), Ticker.system(), setup.lines())) {
          case FactLog.Opened.Open(var log) -> log;
          case FactLog.Opened.Failed(String why) -> new NoFacts(why);
        };
    return RunningRole.start(
        setup,
        new RunningRole.Ground(
            now.state(), facts, () -> {}, now.keys(), now.auth().open(), now.listen()),
        ring -> new MacDaemon(setup, facts, ring));
  }

  @Override
  public String name() {
    return "daemon";
  }

  @Override
  public HttpServer server() {
    return server;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void startAll(Services services) throws Exception {
    services.start(alerts);
    services.start(upstream);
    services.start(looking);
    services.start(power);
    services.start(watch);
    services.start(server);
    services.start(warmer);
    if (config.current().monitor()) {
      services.start(tunnel);
    }
    services.start(new WakeWatch(ticker, wall, AFTER_WAKE, journal, this::woke));
    services.start(config);
  }

  @Override
  public Map<String, Object> facts() {
    return Map.of("ollama", config.current().ollama());
  }

  @Override
  public void nudge() {
    watch.lookNow();
    tunnel.nudge();
  }

  @Override
  public void shut() {
    gate.close();
  }

  private DaemonStanding standing(Setup<DaemonSettings> setup, String instance) {
    return new DaemonStanding(
        new CommonStanding(setup.version(), instance, config, counts, ticker, ticker.nanoTime()),
        config,
        watch,
        gate,
        bodies,
        power,
        new TunnelStanding(
            tunnel::report,
            new TunnelFile(config.current().state(), wall),
            () -> config.current().tunnel().kind() != null));
  }

  private TunnelMaker tunnelMaker(Setup<DaemonSettings> setup, Facts facts) {
    return new TunnelMaker(
        setup.platform(),
        facts,
        () -> new InetSocketAddress(config.current().listen().fromHere().host(), server().port()),
        () -> DaemonRules.evidence(watch.health()),
        () -> server().endFunnelled("the tunnel is restarted"),
        journal,
        ticker,
        wall);
  }

  /// The key of the host that Ollama's address names, if it has one; sent nowhere else.
  private static List<Field> credentialsOf(DaemonSettings settings) {
    var key = settings.ollamaKey();
    return key == null ? List.of() : List.of(new Field("Authorization", "Bearer " + key.reveal()));
  }

  private static String hostOf(URI ollama) {
    String host = ollama.getHost();
    boolean local =
        host == null || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return local ? LOCAL_HOST : ollama.getRawAuthority();
  }

  private void ollamaChanged(OllamaHealth health) {
    warmer.changed(health);
  }

  /// After a sleep no connection can be trusted; a little later Ollama knows again what it has in
  /// memory.
  private void woke(WakeWatch.Wake wake) {
    tunnel.woke(wake);
    if (wake.isFresh()) {
      upstream.dropIdle();
      watch.woke();
    } else {
      watch.lookNow();
      warmer.warm();
    }
  }

  /// Settings that somebody has copied are brought to where they are.
  private void heard(Event event) {
    if (event instanceof ConfigReloaded) {
      DaemonSettings now = config.current();
      gate.resize(DaemonRules.gate(now));
      bodies.resize(now.limits().bodies());
      power.settingsChanged();
      LogSetup.level(now.log().level().name());
      warmer.warm();
      follow(now);
    }
  }

  private void follow(DaemonSettings now) {
    if (now.monitor()) {
      try {
        tunnel.follow(now);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
