package dev.homeport.tunnel.tailscale.cli;

import dev.homeport.tunnel.tailscale.cli.Call.Down;
import dev.homeport.tunnel.tailscale.cli.Call.Off;
import dev.homeport.tunnel.tailscale.cli.Call.On;
import dev.homeport.tunnel.tailscale.cli.Call.Published;
import dev.homeport.tunnel.tailscale.cli.Call.Status;
import dev.homeport.tunnel.tailscale.cli.Call.Up;
import java.time.Duration;

/// How long each call may take. There must be a limit on every one: the command has none of its
/// own, and a frozen service keeps it for ever, even when it is only asked how it is.
///
/// @param asking for what only reads
/// @param publishing for what may have to wait for a certificate or for the control server
/// @param changing for the other changes
public record Limits(Duration asking, Duration publishing, Duration changing) {
  /// As they are in life.
  public static final Limits USUAL =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofSeconds(30));

  /// The limit of that call.
  public Duration of(Call call) {
    return switch (call) {
      case Status _, Published _ -> asking;
      case On _ -> publishing;
      case Off _, Down _, Up _ -> changing;
    };
  }
}
