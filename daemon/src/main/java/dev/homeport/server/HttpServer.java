package dev.homeport.server;

import dev.homeport.access.Gatekeeper;
import dev.homeport.front.Front;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Service;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
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

  private final InetSocketAddress listen;
  private final Supplier<DoorRules> rules;
  private final Pages pages;
  private final Door door;
  private final Ticker ticker;
  private @Nullable Javalin javalin;
  private @Nullable WatchedConnector connector;
  private @Nullable Sweeper sweeper;

  /// A server that is not started.
  public HttpServer(
      InetSocketAddress listen,
      String instance,
      Supplier<DoorRules> rules,
      Gatekeeper gatekeeper,
      Front front,
      ByteBudget bodies,
      Pages pages,
      Journal journal,
      Ticker ticker) {
    this.listen = listen;
    this.rules = rules;
    this.pages = pages;
    this.ticker = ticker;
    var intake = new Intake(bodies, ticker);
    this.door =
        new Door(rules, gatekeeper, new Passing(front, intake), intake, journal, ticker, instance);
  }

  @Override
  public String name() {
    return "server on " + listen;
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
              pages.addTo(config.routes);
            });
    app.start();
    javalin = app;
    WatchedConnector listening = connector;
    if (listening != null) {
      sweeper = new Sweeper(listening, () -> rules.get().headerWait(), ticker, Pause.real());
      sweeper.start();
    }
  }

  private void furnish(Server server) {
    server.removeBean(server.getBean(LowResourceMonitor.class));
    server.setHandler(door);
    server.setErrorHandler(Says::unreadable);
    server.setStopAtShutdown(false);
    server.setStopTimeout(0);
  }

  private WatchedConnector connector(Server server) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(rules.get().header());
    // The door decodes and judges every path itself, and has to see it as it came.
    http.setUriCompliance(UriCompliance.UNSAFE);
    var made = new WatchedConnector(server, new HttpConnectionFactory(http), ticker);
    made.setHost(listen.getHostString());
    made.setPort(listen.getPort());
    made.setIdleTimeout(IDLE.toMillis());
    connector = made;
    return made;
  }

  /// The port it really listens on.
  public int port() {
    return connector == null ? 0 : connector.getLocalPort();
  }

  /// Takes no new connection and lets no new request in; those inside go on.
  public void shut() {
    door.shut();
    if (connector != null) {
      connector.close();
    }
  }

  @Override
  public void stop() throws InterruptedException {
    shut();
    if (javalin != null) {
      javalin.stop();
    }
    if (sweeper != null) {
      sweeper.stop();
    }
  }
}
