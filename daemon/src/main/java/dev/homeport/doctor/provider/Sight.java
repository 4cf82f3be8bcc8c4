package dev.homeport.doctor.provider;

import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.dialect.Call;
import dev.homeport.doctor.look.Hosts;
import dev.homeport.doctor.look.Said;
import dev.homeport.doctor.look.Web;
import dev.homeport.upstream.Provider;
import java.util.function.Function;

/// A provider that can be asked: its settings, and what makes of them the very provider that the
/// router asks, with its way, its trust and what it shows.
public record Sight(
    ProviderSettings settings, Function<ProviderSettings, Provider> maker, Web web) {
  /// Asks it something small, by a provider that lives no longer than that.
  ///
  /// @param call made by its dialect
  Said ask(Function<Provider, Call> call) throws InterruptedException {
    Provider provider = maker.apply(settings);
    try {
      return web.ask(provider, Hosts.authority(settings.url()), call.apply(provider));
    } finally {
      provider.stop();
    }
  }

  String name() {
    return settings.name();
  }
}
