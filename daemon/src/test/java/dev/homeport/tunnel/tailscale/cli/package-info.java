/// The command `tailscale`: its places, its calls, its texts.
@NullMarked
package dev.homeport.tunnel.tailscale.cli;

import org.jspecify.annotations.NullMarked;
