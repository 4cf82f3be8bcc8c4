package dev.homeport.role;

/// What came of the start of a role.
public sealed interface Started {
  /// It runs.
  record Runs(Running role) implements Started {}

  /// It does not, nothing of it is left, and this is what a person must know.
  record Refused(int exit, String text) implements Started {}
}
