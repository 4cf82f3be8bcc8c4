package dev.homeport.tunnel.tailscale;

import dev.homeport.tunnel.Tunnel.Local;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.Variant;
import dev.homeport.tunnel.tailscale.reading.Backend;
import dev.homeport.tunnel.tailscale.reading.Entry;
import dev.homeport.tunnel.tailscale.reading.Node;
import dev.homeport.tunnel.tailscale.reading.Standing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that was read at one time.
///
/// @param local the same for everybody else
/// @param cli who was asked; nothing where there is no `tailscale`
/// @param node nothing where it did not answer
/// @param entry what shall stand; nothing while the machine has no name
/// @param standing how that stands; nothing where it was not asked, because the state says enough
/// @param leftOvers what is still published under old names
/// @param oldPorts the other ports on which our own entries still stand
record Reading(
    Local local,
    @Nullable Cli cli,
    Variant variant,
    @Nullable Node node,
    @Nullable Entry entry,
    @Nullable Standing standing,
    Set<String> leftOvers,
    Set<Integer> oldPorts) {
  /// Copies the sets.
  Reading {
    leftOvers = Set.copyOf(leftOvers);
    oldPorts = Set.copyOf(oldPorts);
  }

  /// What is wrong; nothing where nothing is.
  @Nullable Finding trouble() {
    return local.trouble();
  }

  /// Whether the service is in that state.
  boolean is(Backend backend) {
    return node != null && node.backend() == backend;
  }

  /// Whether all is well but for the entry, so that more than looking may be tried.
  boolean isMendable() {
    Finding trouble = local.trouble();
    if (trouble == null) {
      return true;
    }
    return switch (standing) {
      case Standing.Half half -> trouble.equals(half.trouble());
      case Standing.Absent absent -> trouble.equals(absent.trouble());
      case Standing.Whole _, Standing.Foreign _ -> false;
      case null -> false;
    };
  }
}
