/// The command `tailscale`: where it is, the few things that are ever said to it, and what its
/// texts mean.
@NullMarked
package dev.homeport.tunnel.tailscale.cli;

import org.jspecify.annotations.NullMarked;
