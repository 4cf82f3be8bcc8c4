package dev.homeport.alert;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that bears on what people are told.
sealed interface Sign {
  /// Something is wrong, or still is.
  ///
  /// @param title what, in a few words that stay true as long as it lasts
  /// @param detail what else is known
  /// @param level how bad it is; whoever was told of less is told again
  /// @param patience how long it has to last before anybody is told
  /// @param until when it is over by itself, and nobody has to be told; nothing where it never is
  record Began(
      Subject subject,
      String title,
      String detail,
      int level,
      Duration patience,
      @Nullable Instant until)
      implements Sign {}

  /// It is over.
  record Over(Subject subject) implements Sign {}

  /// Whatever there was of the same in another part is forgotten, as a budget of last month.
  record Superseded(Subject by) implements Sign {}

  /// A question was answered.
  ///
  /// @param fallback whether by somebody else than was to
  record Served(boolean fallback) implements Sign {}
}
