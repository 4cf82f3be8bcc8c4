package dev.homeport.role.tunnel;

import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.daemon.DaemonSettings.Repair;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.value.Secret;
import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;
import dev.homeport.store.Facts;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.outside.Limits;
import dev.homeport.tunnel.outside.LocalDoorstep;
import dev.homeport.tunnel.outside.PortalCheck;
import dev.homeport.tunnel.outside.PublicVantage;
import dev.homeport.tunnel.outside.RouterVantage;
import dev.homeport.tunnel.outside.Vantages;
import dev.homeport.tunnel.outside.dns.PublicResolver;
import dev.homeport.tunnel.outside.dns.Resolver;
import dev.homeport.tunnel.outside.dns.SystemResolver;
import dev.homeport.tunnel.policy.Ladder;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.tailscale.TailscaleTunnel;
import dev.homeport.tunnel.tailscale.Wish;
import dev.homeport.tunnel.twingate.TwingateTunnel;
import dev.homeport.tunnel.watch.Answers;
import dev.homeport.tunnel.watch.Direct;
import dev.homeport.tunnel.watch.Inspector;
import dev.homeport.tunnel.watch.Supervisor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the supervisor of a tunnel of the settings for it.
///
/// @param door where the tunnel shall lead
/// @param ollama what is known of Ollama; nothing where the door tells
/// @param answers nothing where nobody can end those that run
public record TunnelMaker(
    Platform platform,
    Facts facts,
    Supplier<InetSocketAddress> door,
    Supplier<@Nullable Evidence> ollama,
    @Nullable Answers answers,
    Journal journal,
    Ticker ticker,
    WallClock wall) {
  /// Answers 204 on an open network. Tailscale's own programs ask there too, so where they run
  /// nobody learns anything new by it.
  private static final URI OPEN = URI.create("http://controlplane.tailscale.com/generate_204");

  /// The supervisor of these settings, not started; nothing where they ask for no tunnel that is
  /// watched.
  ///
  /// @param proven whether an answer has come back from outside so far: before that, the
  ///   certificate may still be in the making
  @Nullable Supervisor make(DaemonSettings settings, BooleanSupplier proven) {
    DaemonSettings.Tunnel wanted = settings.tunnel();
    Kind kind = kind(wanted);
    if (kind == null) {
      return null;
    }
    URI captive = wanted.captiveUrl();
    var inspector =
        new Inspector(
            new LocalDoorstep(door, ticker),
            kind.tunnel(),
            vantage(settings, proven),
            new PortalCheck(() -> captive == null ? OPEN : captive, ticker),
            ollama);
    return new Supervisor(
        new Supervisor.Parts(
            kind.tunnel(),
            inspector,
            kind.ladder(),
            answers,
            facts,
            journal,
            ticker,
            wall,
            RandomGenerator.getDefault()));
  }

  /// The tunnel of these settings by itself; nothing where they ask for none that can be read here.
  Optional<Tunnel> tunnel(DaemonSettings settings) {
    return Optional.ofNullable(kind(settings.tunnel())).map(Kind::tunnel);
  }

  /// A kind, and what can be done about it.
  private record Kind(Tunnel tunnel, Ladder ladder) {}

  private @Nullable Kind kind(DaemonSettings.Tunnel wanted) {
    TunnelKind kind = wanted.kind();
    URI url = wanted.url();
    return switch (kind) {
      case null -> null;
      case TAILSCALE -> new Kind(tailscale(wanted), ladder(wanted));
      case TWINGATE ->
          new Kind(new TwingateTunnel(platform, () -> wanted, ticker, wall), ladder(wanted));
      case DIRECT -> url == null ? null : new Kind(new Direct(url), ladder(wanted));
      case LINK -> null;
    };
  }

  /// The funnel of these settings, also for who only wants to look or to take it away.
  TailscaleTunnel tailscale(DaemonSettings.Tunnel wanted) {
    return new TailscaleTunnel(
        platform,
        new Wish(door.get().getPort(), wanted.publicPort(), wanted.command(), wanted.keepUp()),
        facts,
        journal,
        ticker,
        wall,
        Pause.real(),
        RandomGenerator.getDefault());
  }

  /// The repairs of its kind that the settings allow.
  static Ladder ladder(DaemonSettings.Tunnel wanted) {
    return switch (wanted.kind()) {
      case TAILSCALE -> Ladder.tailscale(leave(wanted));
      case TWINGATE -> Ladder.twingate();
      case DIRECT, LINK -> Ladder.none();
      case null -> Ladder.none();
    };
  }

  private static Set<Rung> leave(DaemonSettings.Tunnel wanted) {
    return wanted.allow().stream().map(TunnelMaker::rung).collect(Collectors.toSet());
  }

  private static Rung rung(Repair repair) {
    return switch (repair) {
      case DOWN_AND_UP -> Rung.DOWN_AND_UP;
      case RESTART -> Rung.RESTART;
    };
  }

  /// The router is outside for sure; whoever has none looks for himself.
  private Vantage vantage(DaemonSettings settings, BooleanSupplier proven) {
    var places = new ArrayList<Vantage>();
    URI router = settings.link().router();
    Secret key = settings.link().key();
    if (router != null && key != null) {
      places.add(new RouterVantage(router, key.reveal(), ticker));
    }
    Resolver resolver =
        PublicResolver.of(settings.tunnel().resolver(), platform, ticker)
            .orElseGet(SystemResolver::new);
    places.add(
        PublicVantage.of(
            resolver, () -> proven.getAsBoolean() ? Limits.USUAL : Limits.FIRST, ticker));
    return Vantages.first(places.toArray(Vantage[]::new));
  }
}
