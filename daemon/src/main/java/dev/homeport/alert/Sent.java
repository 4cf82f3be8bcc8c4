package dev.homeport.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of sending a message to a target. The reasons name no more of the target than its
/// host.
sealed interface Sent {
  /// It is there.
  record Done() implements Sent {}

  /// It is not there, and may be if it is tried again.
  ///
  /// @param after not before that, where the target says so
  record Later(String why, @Nullable Duration after) implements Sent {}

  /// It is not there, and never will be.
  record Never(String why) implements Sent {}
}
