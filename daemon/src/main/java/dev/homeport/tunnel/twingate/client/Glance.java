package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.router.Twingate;

/// One look at the client of Twingate, for a command that asks a home once: nothing is started and
/// nothing is set up, as that is the router's to do.
public final class Glance {
  private Glance() {}

  /// The way that there is now: through a proxy that takes connections, else straight to the
  /// address, where a client of the system's may lead.
  public static Road at(Twingate settings) {
    if (settings.client() == Twingate.Client.OFF) {
      return new Road.Direct(null);
    }
    var proxy = new ProxyPort(settings.proxy());
    return settings.client() != Twingate.Client.SYSTEM && proxy.isTaken()
        ? proxy.road()
        : new Road.Direct("no client of Twingate's takes connections at " + proxy);
  }
}
