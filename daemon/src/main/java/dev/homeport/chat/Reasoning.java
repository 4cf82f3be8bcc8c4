package dev.homeport.chat;

import org.jspecify.annotations.Nullable;

/// How much the model shall think first.
///
/// @param on whether it shall at all
/// @param effort `minimal`, `low`, `medium`, `high` or `max`
/// @param budget how many tokens it may spend on it
public record Reasoning(boolean on, @Nullable String effort, @Nullable Integer budget) {
  /// Without thinking.
  public static final Reasoning OFF = new Reasoning(false, null, null);

  /// With as much as the model likes.
  public static final Reasoning ON = new Reasoning(true, null, null);
}
