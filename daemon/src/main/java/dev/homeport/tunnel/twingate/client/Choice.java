package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.router.Twingate;
import dev.homeport.config.router.Twingate.Client;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import java.util.Locale;

/// Which client is used, by what is set and what is found on the machine.
///
/// Where it is left open: a proxy whose address somebody wrote, with no key for one of ours; else
/// the system's client that is online already; else one of ours in userspace, which needs the
/// program and a key; else a proxy that listens where one is expected; else the system's client,
/// which is set up where there is a key. Where there is nothing of all that, nothing is done but to
/// say so.
sealed interface Choice {
  /// The machine's own.
  record Installed() implements Choice {}

  /// A child of ours.
  record Userspace() implements Choice {}

  /// A proxy of somebody else.
  record Proxy() implements Choice {}

  /// None.
  record None() implements Choice {}

  /// None, and that is not what was wanted.
  record Missing(Finding what) implements Choice {}

  /// What there is.
  ///
  /// @param twingate whether the command is there
  /// @param online whether it says so
  /// @param twingated whether the program of the client itself is there
  /// @param proxy whether somebody takes connections where the proxy is expected
  record Found(boolean twingate, boolean online, boolean twingated, boolean proxy) {}

  static Choice of(Twingate settings, Found found) {
    return switch (settings.client()) {
      case OFF -> new None();
      case SYSTEM ->
          found.twingate() ? new Installed() : missing("the command twingate is not there");
      case USERSPACE -> userspace(settings, found);
      case AUTO -> auto(settings, found);
    };
  }

  private static Choice userspace(Twingate settings, Found found) {
    boolean own = found.twingated() && settings.key() != null;
    if (own) {
      return new Userspace();
    }
    if (settings.proxyGiven() || found.proxy()) {
      return new Proxy();
    }
    return missing(
        found.twingated() ? "there is no service key" : "the program twingated is not there");
  }

  private static Choice auto(Twingate settings, Found found) {
    boolean key = settings.key() != null;
    if (settings.proxyGiven() && !key) {
      return new Proxy();
    }
    if (found.online()) {
      return new Installed();
    }
    if (found.twingated() && key) {
      return new Userspace();
    }
    if (settings.proxyGiven() || found.proxy()) {
      return new Proxy();
    }
    if (found.twingate()) {
      return new Installed();
    }
    return missing(
        "Twingate's client is not on this machine, and nothing takes connections at "
            + settings.proxy());
  }

  private static Choice missing(String what) {
    return new Missing(
        new Finding(
            Cause.NOT_INSTALLED,
            what,
            "install Twingate's client and set TWINGATE_SERVICE_KEY, or write where its proxy is:"
                + " router.twingate.proxy, or router.twingate.client: "
                + Client.OFF.name().toLowerCase(Locale.ROOT)));
  }
}
