/// The JSON of `tailscale`, as recorded and as broken as it may come.
@NullMarked
package dev.homeport.tunnel.tailscale.reading;

import org.jspecify.annotations.NullMarked;
