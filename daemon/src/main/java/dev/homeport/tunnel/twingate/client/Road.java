package dev.homeport.tunnel.twingate.client;

import org.jspecify.annotations.Nullable;

/// How a home behind Twingate is reached at the moment.
public sealed interface Road {
  /// Straight to its address, over the system's network.
  ///
  /// @param doubt what is known to be wrong with that; nothing where nothing is
  record Direct(@Nullable String doubt) implements Road {}

  /// Through the client's HTTP proxy.
  record Proxy(String host, int port) implements Road {}

  /// Not at all, for this reason.
  record Shut(String why) implements Road {}
}
