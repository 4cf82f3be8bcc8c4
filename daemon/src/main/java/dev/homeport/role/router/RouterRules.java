package dev.homeport.role.router;

import dev.homeport.condition.Cooling;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.router.RouterSettings.Health;
import dev.homeport.relay.Manners;
import dev.homeport.server.DoorRules;
import java.time.Duration;

/// The router's settings in the words of those who obey them.
final class RouterRules {
  private static final Duration HOME_RESTS = Duration.ofSeconds(5);
  private static final Duration HOME_LONGEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /// How long the only provider is left alone before it is asked once more.
  private static final Duration PACE = Duration.ofMillis(400);

  private RouterRules() {}

  /// How long a provider rests: a home comes back at any moment, and is soon looked at again.
  static Cooling cooling(ProviderSettings provider, Health health) {
    Duration cooldown = health.cooldown();
    return provider.isHome()
        ? new Cooling(
            shorter(cooldown, HOME_RESTS), HOME_LONGEST, shorter(health.probe(), HOME_RESTS))
        : new Cooling(cooldown, longer(cooldown, LONGEST), health.probe());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  static Manners manners(Health health) {
    return new Manners(health.hold(), health.keepAlive(), health.prefer(), PACE);
  }

  static DoorRules door(RouterSettings now) {
    var limits = now.limits();
    return new DoorRules(
        limits.body(),
        limits.bodyRate(),
        limits.header(),
        limits.headerWait(),
        now.cors(),
        now.auth().pathKeys(),
        now.auth().open());
  }
}
