package dev.homeport.install.launchd;

import java.nio.file.Path;

/// The folders of a Mac that have to do with us.
///
/// @param slash the root of the file system
/// @param home the home of the user whose daemon it is
public record Folders(Path slash, Path home) {
  /// Where a user's agents are.
  Path agents() {
    return home.resolve("Library/LaunchAgents");
  }

  /// Where the system's daemons are.
  Path daemons() {
    return slash.resolve("Library/LaunchDaemons");
  }

  Path list(boolean headless, String label) {
    return (headless ? daemons() : agents()).resolve(label + ".plist");
  }

  /// Where the configuration is, and where the daemon works.
  Path support() {
    return home.resolve("Library/Application Support/Homeport");
  }

  Path logs() {
    return home.resolve("Library/Logs/Homeport");
  }

  Path caches() {
    return home.resolve("Library/Caches/Homeport");
  }

  /// Where the first words of a start go.
  Path startLog(String job) {
    return logs().resolve(job + ".start.log");
  }

  /// Where state is, unless the configuration says otherwise.
  Path state() {
    return support().resolve("state");
  }

  Path ollamaApp() {
    return slash.resolve("Applications/Ollama.app");
  }
}
