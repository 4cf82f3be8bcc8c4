/// What `tailscale` says of itself in JSON, read leniently, and what follows from it. Pure.
@NullMarked
package dev.homeport.tunnel.tailscale.reading;

import org.jspecify.annotations.NullMarked;
