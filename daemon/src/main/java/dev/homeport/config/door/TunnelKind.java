package dev.homeport.config.door;

/// The ways to a Mac.
public enum TunnelKind {
  /// Tailscale Funnel.
  TAILSCALE,
  /// A Twingate connector.
  TWINGATE,
  /// Our own link.
  LINK,
  /// A plain URL.
  DIRECT
}
