package dev.homeport.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When silence makes us ask a model for a sign of life, and what its silence then means.
///
/// Asking costs: it takes a slot, and the engine forgets the prompt it had at hand. So there is one
/// question at a time, seldom, and only while somebody waits in vain. A question that is out is not
/// given up when the model is called wedged, because its answer is how we learn that it came back.
///
/// @param quiet how long questions wait in vain before one is asked
/// @param grace how long that one may go unanswered before the model is called wedged
/// @param longest after how long it is given up
/// @param rest how long after the beginning of one the next may begin
record Patience(Duration quiet, Duration grace, Duration longest, Duration rest) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofMinutes(10),
          Duration.ofMinutes(3));

  /// What to do now.
  enum Step {
    /// Nothing is wrong.
    NOTHING,
    /// Nobody gets an answer; wait.
    DOUBT,
    /// Ask a model.
    ASK,
    /// The model that was asked is wedged.
    WEDGED,
    /// It is wedged, and the question has been out for too long.
    GIVE_UP
  }

  /// Decides.
  ///
  /// @param wedged whether the model is called wedged already
  /// @param waited for how long questions have waited since the last sign of life
  /// @param out for how long our own has been out, nothing where none is
  /// @param sinceLast how long ago the last one began, nothing where there was none
  Step step(boolean wedged, Duration waited, @Nullable Duration out, @Nullable Duration sinceLast) {
    if (out != null) {
      if (out.compareTo(longest) >= 0) {
        return Step.GIVE_UP;
      }
      return out.compareTo(grace) >= 0 ? Step.WEDGED : Step.DOUBT;
    }
    if (!wedged && waited.compareTo(quiet) < 0) {
      return Step.NOTHING;
    }
    return sinceLast == null || sinceLast.compareTo(rest) >= 0 ? Step.ASK : Step.DOUBT;
  }
}
