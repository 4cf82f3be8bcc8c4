package dev.homeport.role;

import dev.homeport.access.FirstKey;
import dev.homeport.access.Gatekeeper;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.KeyRing;
import dev.homeport.access.route.RouteTable;
import dev.homeport.config.ConfigWatch;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.value.Listen;
import dev.homeport.front.Front;
import dev.homeport.health.OllamaHealth;
import dev.homeport.host.KeepAwake;
import dev.homeport.host.Platform;
import dev.homeport.host.PortHolder;
import dev.homeport.host.WakeWatch;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.journal.LogSetup;
import dev.homeport.journal.Metrics;
import dev.homeport.lifecycle.Services;
import dev.homeport.probe.OllamaWatch;
import dev.homeport.probe.SelfCheck;
import dev.homeport.probe.Warmer;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.resilience.Gate;
import dev.homeport.server.HttpServer;
import dev.homeport.server.Work;
import dev.homeport.store.FactLog;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.time.Deadline;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.wire.Field;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The daemon on the Mac, built and wired by hand.
///
/// One thread starts it and one stops it.
public final class MacDaemon {
  private static final List<Duration> AFTER_WAKE =
      List.of(Duration.ofSeconds(3), Duration.ofSeconds(10));

  /// The exit code of a start that cannot be: mend the configuration first.
  private static final int BAD_CONFIGURATION = 78;

  /// What an Ollama that listens on a loopback address accepts, whatever it is reached by.
  private static final String LOCAL_HOST = "localhost:11434";

  private final Setup setup;
  private final ConfigWatch<DaemonSettings> config;
  private final Ticker ticker = Ticker.system();
  private final WallClock wall = WallClock.system();
  private final Metrics counts = new Metrics();
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
  private final Services services = new Services();

  /// Set at the end of the start.
  private @Nullable SelfCheck selfCheck;

  /// What a daemon is made from.
  ///
  /// @param lines where events go besides the metrics
  /// @param chooser what chooses another address to listen on
  /// @param onSick what to do when the server no longer answers itself
  public record Setup(
      ConfigWatch<DaemonSettings> config,
      Platform platform,
      Journal lines,
      String version,
      String chooser,
      Runnable onSick) {}

  /// What came of a start.
  public sealed interface Started {
    /// It runs.
    record Running(MacDaemon daemon) implements Started {}

    /// It does not, nothing of it is left, and this is what a person must know.
    record Refused(int exit, String text) implements Started {}
  }

  private MacDaemon(Setup setup, Facts facts, KeyRing ring) {
    this.setup = setup;
    this.config = setup.config();
    this.journal = Journal.to(List.of(setup.lines(), counts, this::heard));
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
    String instance = Instance.of(facts);
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
                standing(instance),
                journal,
                ticker));
  }

  /// Builds one and starts it; returns when it listens.
  public static Started start(Setup setup) throws InterruptedException {
    DaemonSettings now = setup.config().current();
    Facts facts =
        switch (FactLog.open(now.state(), Ticker.system(), setup.lines())) {
          case FactLog.Opened.Open(var log) -> log;
          case FactLog.Opened.Failed(String why) -> new NoFacts(why);
        };
    var ring = new KeyRing(facts, now.keys(), WallClock.system());
    switch (FirstKey.make(ring, now.auth().open(), now.state(), Ticker.system())) {
      case FirstKey.Outcome.Impossible(String why) -> {
        return new Started.Refused(BAD_CONFIGURATION, why);
      }
      case FirstKey.Outcome.Made(var file) ->
          setup.lines().note(Weight.INFO, "first key made", Map.of("file", file));
      case FirstKey.Outcome.NotNeeded() -> {}
    }
    var daemon = new MacDaemon(setup, facts, ring);
    try {
      daemon.startAll();
      return new Started.Running(daemon);
    } catch (Exception e) {
      daemon.services.close();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return new Started.Refused(1, daemon.whyNot(now.listen(), e));
    }
  }

  private void startAll() throws Exception {
    services.start(upstream);
    services.start(looking);
    services.start(power);
    services.start(watch);
    services.start(server);
    services.start(warmer);
    services.start(new WakeWatch(ticker, wall, AFTER_WAKE, journal, this::woke));
    services.start(config);
    selfCheck = startSelfCheck();
  }

  /// Tells that it runs. Whoever reads that may send a signal at once, so it is for the time when
  /// signals are heard.
  public void announce() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", setup.version());
    facts.put("listen", address());
    facts.put("ollama", config.current().ollama());
    facts.put("keys", config.current().auth().open() ? "none needed (auth: none)" : "needed");
    journal.note(Weight.INFO, "daemon started", facts);
  }

  /// Not among the services, because it ends before the first of them: a server that lets nobody in
  /// any more looks dead to it.
  private SelfCheck startSelfCheck() {
    var self = new InetSocketAddress(config.current().listen().fromHere().host(), server.port());
    var check = new SelfCheck(self, journal, setup.onSick(), ticker, wall);
    check.start();
    return check;
  }

  /// The port it listens on.
  public int port() {
    return server.port();
  }

  /// Lets nobody in any more, gives those inside some time, and stops; false when some had to be
  /// cut.
  public boolean stop(Duration patience) throws InterruptedException {
    var deadline = Deadline.in(patience, ticker);
    journal.note(
        Weight.INFO,
        "daemon stopping",
        Map.of("in-flight", server.inFlight(), "patience", patience.toSeconds() + "s"));
    SelfCheck check = selfCheck;
    if (check != null) {
      check.stop();
    }
    server.shut();
    gate.close();
    boolean finished = server.drain(deadline);
    int left = server.inFlight();
    services.close();
    journal.note(
        finished ? Weight.INFO : Weight.WARN, "daemon stopped", Map.of("cut", finished ? 0 : left));
    return finished;
  }

  private String address() {
    return new Listen(config.current().listen().host(), server.port()).toString();
  }

  private DaemonStanding standing(String instance) {
    return new DaemonStanding(
        setup.version(),
        instance,
        config,
        watch,
        gate,
        bodies,
        power,
        counts,
        ticker,
        ticker.nanoTime());
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
    }
  }

  private String whyNot(Listen listen, Exception cause) throws InterruptedException {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return PortHolder.of(listen.port(), setup.platform())
            .message(listen.host(), listen.port(), setup.chooser());
      }
    }
    return "the daemon did not start: " + cause.getMessage();
  }
}
