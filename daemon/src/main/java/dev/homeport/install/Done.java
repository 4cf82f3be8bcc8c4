package dev.homeport.install;

/// What came of something that was to be done.
public sealed interface Done {
  /// It is done.
  ///
  /// @param note what is worth knowing of it; empty where nothing is
  record Well(String note) implements Done {}

  /// It is not, with the cause and what mends it.
  record Badly(String why) implements Done {}

  /// Nothing to remark.
  Done WELL = new Well("");
}
