package dev.homeport.cli;

import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.install.Done;
import dev.homeport.install.WayIn;
import dev.homeport.role.tunnel.OwnTunnel;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.tailscale.cli.Places;
import java.net.URI;
import java.util.Optional;

/// Tailscale on this machine, as the daemon's settings have it at the time of asking.
record TailscaleHere(Surroundings around) implements WayIn {
  @Override
  public String name() {
    return "Tailscale Funnel";
  }

  @Override
  public boolean isHere() {
    return !Places.of(around.platform()).installed(null).isEmpty();
  }

  @Override
  public Optional<URI> url() throws InterruptedException {
    Optional<OwnTunnel> tunnel = tunnel();
    return tunnel.isEmpty() ? Optional.empty() : tunnel.get().look().map(Tunnel.Local::publicUrl);
  }

  @Override
  public Done close() throws InterruptedException {
    Optional<OwnTunnel> tunnel = tunnel();
    Optional<Mended> mended = tunnel.isEmpty() ? Optional.empty() : tunnel.get().remove();
    return switch (mended.orElse(null)) {
      case null -> new Done.Well("no funnel is ours");
      case Mended.Done(String what) -> new Done.Well(what);
      case Mended.Refrained(var why) -> new Done.Badly(why.what() + "; " + why.next());
      case Mended.Failed(String why) -> new Done.Badly(why);
    };
  }

  /// What it has to say besides is nobody's here.
  private Optional<OwnTunnel> tunnel() {
    return DaemonRole.LOADER.load(around.inputs()) instanceof Loaded.Good<DaemonSettings> good
        ? Optional.of(new OwnTunnel(good.settings(), around.platform(), _ -> {}))
        : Optional.empty();
  }
}
