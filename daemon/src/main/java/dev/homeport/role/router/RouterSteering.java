package dev.homeport.role.router;

import dev.homeport.condition.Conditions;
import dev.homeport.condition.Pin;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.server.admin.Steering;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What can be ordered of a router: it is done in what it knows of its providers.
///
/// @param exhausted forgets which questions nobody could answer
record RouterSteering(Conditions conditions, Supplier<RouterSettings> settings, Runnable exhausted)
    implements Steering {
  @Override
  public List<String> providers() {
    return settings.get().providers().stream().map(ProviderSettings::name).toList();
  }

  @Override
  public Optional<String> meant(String name) {
    return settings.get().provider(name).map(ProviderSettings::name);
  }

  @Override
  public void pin(String provider, Duration time) {
    conditions.pin(provider, time);
  }

  @Override
  public void unpin() {
    conditions.unpin();
  }

  @Override
  public Optional<Pin> pinned() {
    return conditions.pinned();
  }

  @Override
  public Forgotten forget() {
    var was =
        new Forgotten(
            conditions.patients().size(),
            conditions.preferences().size(),
            conditions.pinned().isPresent());
    conditions.forget();
    exhausted.run();
    return was;
  }
}
