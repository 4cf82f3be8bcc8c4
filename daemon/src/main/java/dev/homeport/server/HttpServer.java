package dev.homeport.server;

import dev.homeport.access.Gatekeeper;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.route.RouteTable;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Service;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.time.Deadline;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.util.JavalinLogger;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// The server: Jetty with our door in front, and Javalin behind it for the pages of our own.
public final class HttpServer implements Service {
  /// Virtual threads at once; Jetty's own 200 let `/health` wait four seconds behind 260 streams.
  private static final int MOST_TASKS = 10_000;

  /// Longer than the 90 s after which tailscaled drops a connection, so that we never drop it
  /// first.
  private static final Duration IDLE = Duration.ofSeconds(130);

  /// How long requests that were cut off may take to notice it.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// How much is read from a client at once: with Jetty's 8 kB a body of 20 MB took 20 ms longer.
  /// The buffers come from a pool and are held only while something is read.
  private static final int READ = 32 * 1024;

  /// What the heads of all requests may take at once: enough for thousands of usual ones.
  private static final long HEADS = 16 * 1024 * 1024;

  /// How long a head may take when there is a crowd of them.
  private static final Duration HURRIED = Duration.ofSeconds(1);

  /// What it is made of.
  ///
  /// @param listen the address and port
  /// @param metrics where the metrics are without a key, nothing for nowhere
  /// @param instance the name of this installation, in every answer
  /// @param table what there is here
  public record Parts(
      InetSocketAddress listen,
      @Nullable InetSocketAddress metrics,
      String instance,
      Supplier<DoorRules> rules,
      Gatekeeper gatekeeper,
      KeyMeter meter,
      ByteBudget bodies,
      RouteTable table,
      Work work,
      Standing standing,
      Journal journal,
      Ticker ticker) {}

  private final Parts parts;
  private final Door door;
  private final Unreadable unreadable;
  private final InFlight inFlight = new InFlight();
  private final ByteBudget heads = new ByteBudget(HEADS);
  private @Nullable Javalin javalin;
  private @Nullable WatchedConnector connector;
  private @Nullable WatchedConnector metricsConnector;
  private @Nullable Sweeper sweeper;

  /// A server that is not started.
  public HttpServer(Parts parts) {
    this.parts = parts;
    var desk = new Desk(parts.journal(), parts.ticker(), inFlight);
    var instance = new HttpField("Homeport-Instance", parts.instance());
    // A router may ask several at once, each in a thread of its own.
    boolean shared = parts.work() instanceof Work.AtProviders;
    var intake =
        new Intake(parts.bodies(), shared ? Arena::ofShared : Arena::ofConfined, parts.ticker());
    var reception = new Reception(intake, parts.meter());
    Way way =
        switch (parts.work()) {
          case Work.AtOllama ollama -> new Passing(ollama, reception);
          case Work.AtProviders providers ->
              new Steered(providers.orders(), reception, new Answering(providers, reception, desk));
        };
    this.door =
        new Door(parts.rules(), parts.gatekeeper(), parts.table(), way, intake, desk, instance);
    this.unreadable = new Unreadable(desk, instance);
  }

  @Override
  public String name() {
    return "server on " + parts.listen();
  }

  @Override
  public void start() throws Exception {
    var threads = new VirtualThreadPool(MOST_TASKS);
    threads.setName("http");
    Javalin app =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.jetty.threadPool = threads;
              config.jetty.modifyServer(this::furnish);
              config.jetty.addConnector((server, _) -> connector(server));
              if (parts.metrics() != null) {
                config.jetty.addConnector((server, _) -> metricsConnector(server));
              }
              new Pages(parts.standing(), inFlight, parts.work()).addTo(config.routes);
            });
    begin(app);
    javalin = app;
    WatchedConnector listening = connector;
    if (listening != null) {
      sweeper = new Sweeper(listening, this::headerWait, parts, Pause.real());
      sweeper.start();
    }
  }

  /// Starts it, or leaves nothing of it. Why not is in the exception, so its own line about that,
  /// which has no reason in it, is left out.
  private static void begin(Javalin app) {
    JavalinLogger.enabled = false;
    try {
      app.start();
    } catch (RuntimeException e) {
      app.stop();
      throw e;
    } finally {
      JavalinLogger.enabled = true;
    }
  }

  /// How long a head may take: not long while heads take most of the memory that is for them.
  private Duration headerWait() {
    Duration wait = parts.rules().get().headerWait();
    boolean crowded = heads.held() > HEADS / 2;
    return crowded && wait.compareTo(HURRIED) > 0 ? HURRIED : wait;
  }

  private void furnish(Server server) {
    server.removeBean(server.getBean(LowResourceMonitor.class));
    server.setHandler(door);
    server.setErrorHandler(unreadable);
    server.setStopAtShutdown(false);
    server.setStopTimeout(0);
  }

  private WatchedConnector connector(Server server) {
    WatchedConnector made = listener(server, parts.listen());
    connector = made;
    return made;
  }

  private WatchedConnector metricsConnector(Server server) {
    InetSocketAddress where = parts.metrics();
    WatchedConnector made = listener(server, where == null ? parts.listen() : where);
    made.setName(Door.METRICS_DOOR);
    metricsConnector = made;
    return made;
  }

  private WatchedConnector listener(Server server, InetSocketAddress where) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(parts.rules().get().header());
    // The door decodes and judges every path itself, and has to see it as it came.
    http.setUriCompliance(UriCompliance.UNSAFE);
    var factory = new HeadLimits(http);
    factory.setInputBufferSize(READ);
    var made = new WatchedConnector(server, factory, heads, parts.ticker());
    made.setHost(where.getHostString());
    made.setPort(where.getPort());
    made.setIdleTimeout(IDLE.toMillis());
    return made;
  }

  /// The port it really listens on.
  public int port() {
    return connector == null ? 0 : connector.getLocalPort();
  }

  /// The port on which the metrics are without a key, zero where they are not.
  public int metricsPort() {
    return metricsConnector == null ? 0 : metricsConnector.getLocalPort();
  }

  /// How many requests are under way.
  public int inFlight() {
    return inFlight.count();
  }

  /// Cuts off the answers that go out through Tailscale's Funnel; returns how many.
  ///
  /// @param why for the log
  public int endFunnelled(String why) {
    return inFlight.endFunnelled(why);
  }

  /// Takes no new connection and lets no new request in; those inside go on.
  public void shut() {
    door.shut();
    if (connector != null) {
      connector.close();
    }
    if (metricsConnector != null) {
      metricsConnector.close();
    }
  }

  /// Waits until the requests inside are answered; false when it is too late and some are not.
  public boolean drain(Deadline deadline) throws InterruptedException {
    return inFlight.awaitNone(deadline);
  }

  @Override
  public void stop() throws InterruptedException {
    shut();
    inFlight.cut();
    if (javalin != null) {
      javalin.stop();
    }
    // Each that was cut off still tells how it ended.
    boolean _ = inFlight.awaitNone(Deadline.in(LAST_WORDS, parts.ticker()));
    if (sweeper != null) {
      sweeper.stop();
    }
  }
}
