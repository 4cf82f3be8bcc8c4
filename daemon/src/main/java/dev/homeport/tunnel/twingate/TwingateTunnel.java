package dev.homeport.tunnel.twingate;

import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.host.Platform;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Farewell;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.twingate.Connector.Look;
import dev.homeport.tunnel.twingate.Connector.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way to this machine through Twingate: a Connector that dials out from here. It can be seen
/// to run, and be started anew; whether it leads here is seen from a router.
public final class TwingateTunnel implements Tunnel {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Platform platform;
  private final Supplier<DaemonSettings.Tunnel> settings;
  private final Ticker ticker;
  private final WallClock wall;
  private final Duration limit;

  /// What was found, and by which settings; of the one thread that asks.
  private @Nullable Connector connector;

  private DaemonSettings.@Nullable Tunnel held;

  /// The Connector by the settings as they are at each time.
  public TwingateTunnel(
      Platform platform, Supplier<DaemonSettings.Tunnel> settings, Ticker ticker, WallClock wall) {
    this(platform, settings, ticker, wall, LIMIT);
  }

  TwingateTunnel(
      Platform platform,
      Supplier<DaemonSettings.Tunnel> settings,
      Ticker ticker,
      WallClock wall,
      Duration limit) {
    this.platform = platform;
    this.settings = settings;
    this.ticker = ticker;
    this.wall = wall;
    this.limit = limit;
  }

  @Override
  public String kind() {
    return "twingate";
  }

  @Override
  public Local look() throws InterruptedException {
    DaemonSettings.Tunnel now = settings.get();
    Connector found = connector(now);
    if (found == null) {
      return unseen(nowhere(), now);
    }
    return switch (found.look()) {
      case Look.Unseen(Finding why) -> {
        connector = null;
        yield unseen(why, now);
      }
      case Look.Seen(State state) -> ConnectorVerdict.local(state, now.url());
    };
  }

  private static Local unseen(Finding why, DaemonSettings.Tunnel settings) {
    return new Local(
        List.of(Evidence.fails(Layer.TAILNET, why.what())), why, settings.url(), true, List.of());
  }

  /// The Connector; nothing where there is no way to see one.
  private @Nullable Connector connector(DaemonSettings.Tunnel now) {
    if (!Objects.equals(now, held)) {
      connector = null;
      held = now;
    }
    if (connector == null) {
      connector = find(now).orElse(null);
    }
    return connector;
  }

  private Optional<Connector> find(DaemonSettings.Tunnel now) {
    if (platform.os() != Platform.Os.MACOS && now.connector() == null && now.command() == null) {
      Optional<Path> control = platform.executable("twingate-connectorctl");
      if (control.isPresent()) {
        return control.map(path -> new PackageConnector(path, platform, limit, wall));
      }
    }
    return Docker.find(platform, now.command())
        .map(path -> new DockerConnector(new Docker(path, limit), now.connector(), ticker, wall));
  }

  private Finding nowhere() {
    String command = settings.get().command();
    return command != null
        ? new Finding(
            Cause.NOT_INSTALLED,
            command + " cannot be run",
            "write where docker is: daemon.tunnel.command")
        : new Finding(
            Cause.NOT_INSTALLED,
            "the command docker is nowhere, in which a Twingate Connector would run",
            "install Docker Desktop or OrbStack; Twingate's own app for the Mac leads no one here");
  }

  @Override
  public Mended mend(Rung rung, Farewell farewell) throws InterruptedException {
    return switch (rung) {
      case RESTART -> restart();
      case REAPPLY, OFF_AND_ON, DOWN_AND_UP ->
          new Mended.Failed("a Twingate Connector can only be restarted");
    };
  }

  private Mended restart() throws InterruptedException {
    Connector found = connector(settings.get());
    if (found == null) {
      return new Mended.Refrained(nowhere());
    }
    return switch (found.look()) {
      case Look.Unseen(Finding why) -> new Mended.Refrained(why);
      case Look.Seen(State before) -> {
        Finding trouble = ConnectorVerdict.trouble(before);
        if (trouble != null && isInVain(trouble.cause())) {
          yield new Mended.Refrained(trouble);
        }
        String failed = found.restart(before.name());
        yield failed == null ? looked(found, before.name()) : new Mended.Failed(failed);
      }
    };
  }

  /// Whether a start cannot mend it.
  private static boolean isInVain(Cause cause) {
    return cause == Cause.TOKENS_REVOKED || cause == Cause.CLOCK_WRONG;
  }

  private static Mended looked(Connector found, String name) throws InterruptedException {
    return switch (found.look()) {
      case Look.Unseen(Finding why) -> new Mended.Failed("restarted, and then: " + why.what());
      case Look.Seen(State after) when !after.running() ->
          new Mended.Failed("restarted, and it does not run: " + after.run());
      case Look.Seen _ -> new Mended.Done("restarted the connector " + name);
    };
  }
}
