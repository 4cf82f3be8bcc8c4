package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.source.SecretStore;
import dev.homeport.config.source.SecretStore.Found;
import dev.homeport.host.Keychain;
import dev.homeport.host.Platform;
import java.nio.file.Path;
import java.util.Map;

/// What a command finds around it, so that a test can put it somewhere else.
///
/// @param env the environment
/// @param folder the working directory
public record Surroundings(Map<String, String> env, Path folder, Platform platform) {
  /// What the configuration is read from, before a command's own options.
  Inputs inputs() {
    return Inputs.of(
        env, folder, platform.configFolders(), platform.stateFolder(), keychain(platform));
  }

  /// Where the log of a role is, of which one may run beside another.
  Path logFile(String role) {
    return platform.logFolder().resolve(role + ".log");
  }

  private static SecretStore keychain(Platform platform) {
    var keychain = new Keychain(platform);
    return (service, account) -> {
      try {
        return switch (keychain.find(service, account)) {
          case Keychain.Secret.Found(String text) -> new Found.Kept(text);
          case Keychain.Secret.Missing(String why) -> new Found.Missing(why);
        };
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Found.Missing("interrupted");
      }
    };
  }
}
