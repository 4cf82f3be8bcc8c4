package dev.homeport.tunnel.tailscale.reading;

import org.jspecify.annotations.Nullable;

/// The states of Tailscale's service, as it calls them.
public enum Backend {
  /// Knows nothing: its control server has not been heard since it began.
  NO_STATE("NoState"),
  /// Belongs to another user of this machine.
  IN_USE_OTHER_USER("InUseOtherUser"),
  /// Nobody is logged in, or the key has expired.
  NEEDS_LOGIN("NeedsLogin"),
  /// Waits for an administrator.
  NEEDS_MACHINE_AUTH("NeedsMachineAuth"),
  /// Switched off.
  STOPPED("Stopped"),
  /// Begins.
  STARTING("Starting"),
  /// Works.
  RUNNING("Running"),
  /// A state of which we have never heard.
  UNKNOWN("");

  private final String word;

  Backend(String word) {
    this.word = word;
  }

  static Backend of(@Nullable String word) {
    for (Backend backend : values()) {
      if (backend.word.equals(word)) {
        return backend;
      }
    }
    return UNKNOWN;
  }
}
