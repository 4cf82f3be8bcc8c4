package dev.homeport.role;

import dev.homeport.config.router.RouterSettings;
import dev.homeport.server.DoorRules;

/// The router's settings in the words of those who obey them.
final class RouterRules {
  private RouterRules() {}

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
