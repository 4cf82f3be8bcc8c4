package dev.homeport.install.systemd;

import dev.homeport.host.Platform;
import dev.homeport.install.Served;
import java.nio.file.Path;
import java.util.List;

/// The folders of a Linux that have to do with us, as the service will find them.
///
/// @param system whether the service is the system's
/// @param units where its unit is
/// @param otherUnits where a unit of the other kind would be
/// @param config where its configuration is
record Places(
    boolean system, Path units, Path otherUnits, Path config, Path state, Path logs, Path cache) {

  /// Those of the system.
  static Places ofSystem(Path slash, Platform platform) {
    return new Places(
        true,
        slash.resolve("etc/systemd/system"),
        ofUserUnits(platform),
        slash.resolve("etc/homeport"),
        slash.resolve("var/lib/homeport"),
        slash.resolve("var/log/homeport"),
        slash.resolve("var/cache/homeport"));
  }

  /// Those of a user.
  static Places ofUser(Path slash, Platform platform) {
    return new Places(
        false,
        ofUserUnits(platform),
        slash.resolve("etc/systemd/system"),
        platform.configFolders().getFirst(),
        platform.stateFolder(),
        platform.logFolder(),
        platform.cacheFolder());
  }

  private static Path ofUserUnits(Platform platform) {
    return platform.configFolders().getFirst().resolveSibling("systemd/user");
  }

  Path unit(Served role) {
    return units.resolve(Unit.name(role));
  }

  /// The file of variables, which is for secrets.
  Path variables() {
    return config.resolve("env");
  }

  /// The folders of data.
  List<Path> data() {
    return List.of(config, state, logs, cache);
  }
}
