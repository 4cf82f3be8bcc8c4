package dev.homeport.journal;

/// How log lines look.
public enum LogFormat {
  /// For people.
  HUMAN,
  /// For programs: an object a line.
  JSON
}
