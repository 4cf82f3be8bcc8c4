package dev.homeport.install;

import java.util.Locale;

/// The role that becomes a service.
public enum Served {
  /// The Mac's.
  DAEMON,
  /// The server's.
  ROUTER;

  /// What users call it, which is also the command that runs it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
