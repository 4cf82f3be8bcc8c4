package dev.homeport.role.tunnel;

import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.store.SealedFacts;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.tailscale.TailscaleTunnel;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Optional;

/// The tunnel of this machine's settings, for a command that looks at it once or takes it away.
///
/// @param journal hears what the tunnel has to say meanwhile
public record OwnTunnel(DaemonSettings settings, Platform platform, Journal journal) {
  /// Reads how it is; nothing where no kind is set that can be read here.
  public Optional<Tunnel.Local> look() throws InterruptedException {
    // A daemon may be in the middle of a repair, and what it wrote down of it is its own.
    Optional<Tunnel> tunnel = maker(new SealedFacts(facts())).tunnel(settings);
    return tunnel.isPresent() ? Optional.of(tunnel.get().look()) : Optional.empty();
  }

  /// Takes our entry of a funnel away, and nothing else; nothing where there is none to take away.
  /// What was written stays ours, also where the settings name another tunnel by now.
  public Optional<Mended> remove() throws InterruptedException {
    Facts facts = facts();
    facts.freshenNow();
    return settings.tunnel().kind() == TunnelKind.TAILSCALE || TailscaleTunnel.hasWritten(facts)
        ? Optional.of(maker(facts).tailscale(settings.tunnel()).remove())
        : Optional.empty();
  }

  private TunnelMaker maker(Facts facts) {
    return new TunnelMaker(
        platform,
        facts,
        () -> InetSocketAddress.createUnresolved("127.0.0.1", settings.listen().port()),
        () -> null,
        null,
        journal,
        Ticker.system(),
        WallClock.system());
  }

  /// What was written down, where something was; a look makes no folder.
  private Facts facts() {
    if (!Files.isDirectory(settings.state())) {
      return new NoFacts("nothing was written down");
    }
    return switch (FactLog.open(settings.state(), Ticker.system(), journal)) {
      case FactLog.Opened.Open(var log) -> log;
      case FactLog.Opened.Failed(String why) -> new NoFacts(why);
    };
  }
}
