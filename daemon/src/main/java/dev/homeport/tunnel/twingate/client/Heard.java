package dev.homeport.tunnel.twingate.client;

import org.jspecify.annotations.Nullable;

/// What came of the last way that a client's proxy was asked for.
///
/// @param why why there was none; nothing where there was
record Heard(@Nullable String why) {
  static final Heard OPENED = new Heard(null);
}
