package dev.homeport.doctor.provider;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.doctor.Outcome;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Obstacle;

/// What it means that a provider gave no answer, and what to do about it. Pure.
final class Away {
  private Away() {}

  static Outcome of(ProviderSettings settings, Failure failure) {
    String host = settings.url().getHost();
    String what = settings.url() + ": " + failure.why();
    return Outcome.fail(
        what,
        switch (failure) {
          case Failure.Unreachable(_, _, Obstacle obstacle) ->
              unreachable(settings, obstacle, host);
          case Failure.Keyless _ -> keyless(settings, failure.why(), host);
          case Failure.Silent _, Failure.Severed _, Failure.Garbled _, Failure.Cancelled _ ->
              settings.isHome()
                  ? home(settings)
                  : "curl -v " + settings.url() + "   # from this machine";
        });
  }

  private static String unreachable(ProviderSettings settings, Obstacle obstacle, String host) {
    return switch (obstacle) {
      case NAME ->
          settings.isHome()
              ? "on the Mac: homeport doctor; is " + host + " its name? tailscale funnel status"
              : "dig +short " + host + "   # no address: the name is wrong, or this network is";
      case SECURITY -> untrusted(settings, host);
      case REFUSED -> settings.isHome() ? home(settings) : "curl -v " + settings.url();
      case SILENCE, OTHER ->
          settings.isHome()
              ? home(settings)
              : "curl -v " + settings.url() + "   # does this machine reach it?";
    };
  }

  /// A home behind Twingate has a client here, which comes before all that the Mac can say.
  private static String home(ProviderSettings settings) {
    String mac = "on the Mac: homeport doctor";
    return settings.tunnel() == TunnelKind.TWINGATE
        ? "twingate status   # online? if it is not there: install Twingate's client, and set"
            + " TWINGATE_SERVICE_KEY or router.twingate.proxy\n"
            + mac
        : mac;
  }

  private static String untrusted(ProviderSettings settings, String host) {
    if (settings.kind() == Kind.GIGACHAT) {
      return "set GIGACHAT_CA_BUNDLE to the Russian Trusted Root CA as PEM"
          + " (https://www.gosuslugi.ru/crt)";
    }
    return settings.isHome()
        ? "on the Mac: tailscale cert " + host + "; tailscale funnel status"
        : "openssl s_client -connect "
            + host
            + ":443 -servername "
            + host
            + "   # whose certificate is it; a proxy's goes into ca-bundle";
  }

  /// What GigaChat's token service says of the key itself.
  private static String keyless(ProviderSettings settings, String why, String host) {
    if (why.contains("PKIX") || why.contains("certificate")) {
      return untrusted(settings, host);
    }
    if (why.contains("scope")) {
      return "set GIGACHAT_SCOPE to that of the key: GIGACHAT_API_PERS, GIGACHAT_API_B2B or"
          + " GIGACHAT_API_CORP";
    }
    return "make a new key at "
        + Shops.page(settings)
        + " and put it into "
        + Shops.place(settings);
  }
}
