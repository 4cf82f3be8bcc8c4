package dev.homeport.access;

import org.jspecify.annotations.Nullable;

/// For whom a key is, and how far its questions may go.
///
/// @param tenant whose rows and budgets its questions are; nothing where there is nobody to name
/// @param homeOnly whether they never leave home, so that no cloud ever sees them
/// @param continues whether an answer that broke off may be continued by somebody else
public record Terms(@Nullable String tenant, boolean homeOnly, boolean continues) {
  /// Those of a key of which nothing was said.
  public static final Terms USUAL = new Terms(null, false, true);
}
