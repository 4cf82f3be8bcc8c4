/// Tailscale by its recordings, and the rungs of the ladder against a command that plays traps.
@NullMarked
package dev.homeport.tunnel.tailscale;

import org.jspecify.annotations.NullMarked;
