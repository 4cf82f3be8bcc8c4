package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.router.Twingate;
import dev.homeport.host.Command;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The client as a child of ours, which is only a proxy and needs no rights. It gets the key in its
/// environment, where only this user sees it, and a folder of its own for its socket; when it dies
/// it is started again, later each time, for ever, and it ends with us.
final class UserspaceClient implements Operation {
  private static final Duration WHILE_STARTING = Duration.ofMillis(250);
  private static final Duration WHILE_LISTENING = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Who lives so long has not failed to start.
  private static final Duration LASTING = Duration.ofSeconds(30);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Path program;
  private final Twingate settings;
  private final Trace trace;
  private final ProxyPort port;
  private final Supplier<@Nullable Heard> heard;
  private final Runnable forget;
  private final Ticker ticker;
  private final RandomGenerator chance;

  private @Nullable Process child;
  private long startedNanos;

  /// How often in a row it did not last, and why it is not there.
  private int deaths;

  private String why = "it was not started yet";

  /// Before this it is not started again.
  private @Nullable Deadline rest;

  /// Whether somebody else's proxy serves in its place.
  private boolean foreign;

  /// @param trace by which it is known again, and where it may keep what it needs
  /// @param heard what came of the last way that it was asked for; nothing before the first
  /// @param forget forgets that, because it was another's
  UserspaceClient(
      Path program,
      Twingate settings,
      Trace trace,
      Supplier<@Nullable Heard> heard,
      Runnable forget,
      Ticker ticker,
      RandomGenerator chance) {
    this.program = program;
    this.settings = settings;
    this.trace = trace;
    this.port = new ProxyPort(settings.proxy());
    this.heard = heard;
    this.forget = forget;
    this.ticker = ticker;
    this.chance = chance;
  }

  @Override
  public String word() {
    return "userspace";
  }

  @Override
  public Outlook turn() {
    Process running = child;
    if (running != null && !running.isAlive()) {
      child = null;
      died("twingated ended with exit status " + running.exitValue());
    }
    if (child == null) {
      Deadline waiting = rest;
      if (waiting != null && !waiting.hasPassed()) {
        return gone(Duration.ofNanos(waiting.leftNanos()));
      }
      foreign = port.isTaken();
      if (foreign) {
        // It may serve as well, and ours could not listen.
        return GivenProxy.listening(port, heard.get(), WHILE_LISTENING);
      }
      if (!begin()) {
        return gone(Duration.ofNanos(rest == null ? 0 : rest.leftNanos()));
      }
    }
    return port.isTaken() ? GivenProxy.listening(port, heard.get(), WHILE_LISTENING) : starting();
  }

  private Outlook starting() {
    Duration age = age();
    boolean late = age.compareTo(PATIENCE) > 0;
    String what = "twingated runs, and nothing takes connections at " + port + " yet";
    Finding trouble =
        new Finding(
            late ? Cause.SERVICE_FROZEN : Cause.STARTING,
            what,
            late ? "see by hand what it says: " + byHand() : "wait");
    return new Outlook(
        late ? State.OFFLINE : State.STARTING,
        trouble,
        new Road.Shut("Twingate: " + what),
        late ? WHILE_LISTENING : WHILE_STARTING);
  }

  private Outlook gone(Duration again) {
    var trouble =
        new Finding(
            Cause.SERVICE_GONE,
            why,
            "it is started again by itself; see that the service key is good, and what it says by"
                + " hand: "
                + byHand());
    return new Outlook(State.OFFLINE, trouble, new Road.Shut("Twingate: " + why), again);
  }

  private String byHand() {
    return "TWINGATE_SERVICE_KEY=… " + program + " --http-proxy " + port + " --tun off";
  }

  @Override
  public Optional<Notice> notice() {
    return foreign
        ? Optional.of(
            new Notice(
                "twingate-proxy-foreign",
                "something that this router did not start takes connections at "
                    + port
                    + " and is used instead of a client with the service key",
                "find out what it is: lsof -i :" + settings.proxy().port()))
        : Optional.empty();
  }

  private boolean begin() {
    var builder =
        Command.builder(
            List.of(program.toString(), "--http-proxy", port.toString(), "--tun", "off"));
    Map<String, String> env = builder.environment();
    env.put("TWINGATE_HTTP_PROXY", port.toString());
    env.put("TWINGATE_TUN", "off");
    if (settings.key() != null) {
      env.put("TWINGATE_SERVICE_KEY", settings.key().json().reveal());
    }
    if (settings.network() != null) {
      env.put("TWINGATE_NETWORK", settings.network());
    }
    if (trace.isReady()) {
      env.put("XDG_RUNTIME_DIR", trace.folder().toString());
      builder.directory(trace.folder().toFile());
    }
    startedNanos = ticker.nanoTime();
    forget.run();
    try {
      Process begun =
          builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
      child = begun;
      trace.leave(begun.toHandle());
      return true;
    } catch (IOException e) {
      died("twingated could not be started: " + e.getMessage());
      return false;
    }
  }

  private void died(String how) {
    why = how;
    deaths = age().compareTo(LASTING) >= 0 ? 1 : deaths + 1;
    Duration most = SHORTEST.multipliedBy(1L << Math.min(deaths - 1, 10));
    Duration capped = most.compareTo(LONGEST) < 0 ? most : LONGEST;
    rest =
        Deadline.in(
            Duration.ofNanos((long) (capped.toNanos() * (0.2 + 0.8 * chance.nextDouble()))),
            ticker);
  }

  private Duration age() {
    return Duration.ofNanos(ticker.nanoTime() - startedNanos);
  }

  @Override
  public void stop() throws InterruptedException {
    Process running = child;
    child = null;
    if (running != null) {
      Command.kill(running);
      trace.wipe();
    }
  }
}
