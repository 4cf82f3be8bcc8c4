package dev.homeport.tunnel.outside;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Layer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was seen at one public address.
///
/// @param name the address as text, or who leads there
/// @param steps those that were taken, in their order; the last one is where it ended
/// @param cause why it ended there; nothing where an answer of ours came
/// @param expiry when its certificate does and since when it holds, as far as one was shown
/// @param instance who answered, where somebody said so
/// @param echoed whether the answer was to this very question
/// @param noWay whether this machine has no way to addresses of that kind at all
record Spot(
    String name,
    List<Step> steps,
    @Nullable Cause cause,
    @Nullable Validity expiry,
    @Nullable String instance,
    boolean echoed,
    boolean noWay) {
  /// One layer of it.
  ///
  /// @param what in words that go on after the address
  record Step(Layer layer, boolean passed, String what, Duration took) {}

  /// For how long a certificate holds.
  record Validity(Instant from, Instant until) {}

  /// Copies the list.
  Spot {
    steps = List.copyOf(steps);
  }

  /// Whether an answer of ours came.
  boolean isProven() {
    return cause == null;
  }

  /// What was seen last.
  Step last() {
    return steps.getLast();
  }
}
