package dev.homeport.access;

/// What a key may do.
public enum Scope {
  /// Ask models.
  INFER,
  /// Change what is there.
  ADMIN,
  /// Read the metrics.
  METRICS,
  /// Open the link.
  LINK
}
