package dev.homeport.doctor.ollama;

import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Seen;
import dev.homeport.doctor.look.Said;
import dev.homeport.doctor.look.Web;
import dev.homeport.host.Platform;
import dev.homeport.host.Platform.Os;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Ollama that the daemon stands before, and what the checks of it have learned of it.
///
/// @param key for its host, where it wants one
/// @param version set where it answers
/// @param models the names of those installed, set where they are known
public record Behind(
    URI uri,
    @Nullable Secret key,
    Platform platform,
    Web web,
    Seen<String> version,
    Seen<List<String>> models) {
  /// One of which nothing is known.
  public static Behind at(URI uri, @Nullable Secret key, Platform platform, Web web) {
    return new Behind(uri, key, platform, web, new Seen<>(), new Seen<>());
  }

  Said ask(String target) throws InterruptedException {
    return web.get(uri, target, secret());
  }

  @Nullable String secret() {
    return key == null ? null : key.reveal();
  }

  /// The command that starts it.
  String start() {
    return platform.os() == Os.MACOS
        ? "open -a Ollama   # or: brew services start ollama"
        : "sudo systemctl start ollama   # or: ollama serve";
  }

  /// The command that starts it anew.
  String restart() {
    return platform.os() == Os.MACOS
        ? "osascript -e 'quit app \"Ollama\"'; open -a Ollama"
        : "sudo systemctl restart ollama";
  }

  /// The command that brings a newer one.
  String upgrade() {
    return platform.os() == Os.MACOS
        ? "brew upgrade ollama   # the app upgrades itself: Restart to update"
        : "curl -fsSL https://ollama.com/install.sh | sh";
  }
}
