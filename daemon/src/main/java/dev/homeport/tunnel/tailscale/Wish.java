package dev.homeport.tunnel.tailscale;

import org.jspecify.annotations.Nullable;

/// What the owner wants of the tunnel.
///
/// @param localPort where we listen
/// @param publicPort where the Internet shall come in: 443, 8443 or 10000
/// @param command where `tailscale` is, if in no usual place
/// @param keepUp whether Tailscale is switched on again where somebody has switched it off
public record Wish(int localPort, int publicPort, @Nullable String command, boolean keepUp) {}
