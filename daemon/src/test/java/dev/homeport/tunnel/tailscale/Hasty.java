package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;
import dev.homeport.store.Facts;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.tailscale.cli.Limits;
import dev.homeport.tunnel.tailscale.cli.Places;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A tunnel of Tailscale that has as much patience with its command as a test says, for commands
/// that answer at once or never.
public final class Hasty {
  private Hasty() {}

  /// One on a machine with nothing on it but what the platform's path has.
  ///
  /// @param root where the system's folders would be
  /// @param patience with each call, asked for each time
  public static Tunnel tunnel(
      Platform platform,
      Path root,
      Wish wish,
      Supplier<Duration> patience,
      Facts facts,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      Pause pause,
      RandomGenerator chance) {
    return new TailscaleTunnel(
        new Places(platform, root),
        wish,
        installed ->
            call ->
                installed.cli(new Limits(patience.get(), patience.get(), patience.get())).run(call),
        false,
        facts,
        journal,
        ticker,
        wall,
        pause,
        chance);
  }
}
