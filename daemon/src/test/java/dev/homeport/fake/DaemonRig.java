package dev.homeport.fake;

import dev.homeport.config.ConfigWatch;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.source.SecretStore;
import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;
import dev.homeport.role.Running;
import dev.homeport.role.Setup;
import dev.homeport.role.Started;
import dev.homeport.role.daemon.MacDaemon;
import dev.homeport.time.Pause;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The daemon as a whole, in this process and on a port of its own, in front of an upstream that a
/// test chooses.
public final class DaemonRig implements Front, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Journal DEAF = _ -> {};

  private final Running daemon;
  private final String key;
  private final String hurriedKey;

  /// A daemon for the upstream at this address, whose state is in this folder.
  public DaemonRig(URI ollama, Path folder) throws InterruptedException {
    var keys = NewKeys.ofDaemon(folder);
    key = keys.make("guest");
    hurriedKey = keys.hurried("hurried");
    Inputs inputs =
        Inputs.of(Map.of(), folder, List.of(), folder, SecretStore.none())
            .withFlags(Map.of("daemon.listen", "127.0.0.1:0", "daemon.ollama", ollama.toString()));
    if (!(DaemonRole.LOADER.load(inputs) instanceof Loaded.Good<DaemonSettings> good)) {
      throw new AssertionError("no settings for " + ollama);
    }
    var config = new ConfigWatch<>(DaemonRole.LOADER, inputs, good, DEAF, Pause.real());
    var platform = Platform.here(Map.of("HOME", folder.toString()));
    daemon =
        switch (MacDaemon.start(new Setup<>(config, platform, DEAF, "rig", "nothing", () -> {}))) {
          case Started.Runs(Running running) -> running;
          case Started.Refused(_, String text) -> throw new AssertionError(text);
        };
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + daemon.port();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String hurriedKey() {
    return hurriedKey;
  }

  @Override
  public String uselessKey() {
    return "hp_this-is-none-of-the-keys-here";
  }

  /// Stops it; fails where a request is still inside.
  @Override
  public void close() {
    try {
      if (!daemon.stop(PATIENCE)) {
        throw new AssertionError("a request was still inside");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
