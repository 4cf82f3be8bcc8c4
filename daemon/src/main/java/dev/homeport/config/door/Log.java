package dev.homeport.config.door;

/// How log lines look and which there are.
public record Log(Format format, Level level) {
  /// How log lines look.
  public enum Format {
    /// For people on a terminal, for programs elsewhere.
    AUTO,
    /// For people.
    HUMAN,
    /// For programs.
    JSON
  }

  /// From which weight on there are lines.
  public enum Level {
    /// A person must act.
    ERROR,
    /// Something was lost.
    WARN,
    /// A state changed.
    INFO,
    /// Decisions with their reasons.
    DEBUG
  }
}
