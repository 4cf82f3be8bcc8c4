package dev.homeport.resilience;

import java.time.Duration;

/// What the gate says to a request.
public sealed interface Entry {
  /// It may go.
  ///
  /// @param loading whether its model has to be loaded first, as far as we know
  record Admitted(boolean loading) implements Entry {}

  /// The queue has no room.
  record Full(int waiting) implements Entry {}

  /// It waited as long as it may.
  record Overdue(Duration waited) implements Entry {}

  /// Its client went away while it waited.
  record Left() implements Entry {}

  /// We are stopping.
  record Closed() implements Entry {}
}
