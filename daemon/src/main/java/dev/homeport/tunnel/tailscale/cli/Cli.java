package dev.homeport.tunnel.tailscale.cli;

import dev.homeport.host.Command.Result;

/// Somebody who passes our calls to `tailscale`.
@FunctionalInterface
public interface Cli {
  /// Makes one call, and comes back in bounded time whatever the service does.
  Result run(Call call) throws InterruptedException;
}
