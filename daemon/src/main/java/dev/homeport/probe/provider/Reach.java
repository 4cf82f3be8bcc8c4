package dev.homeport.probe.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a provider answers when it is asked for its list. That it does is no proof that its
/// models do.
///
/// @param cause what is wrong, where something is
/// @param since when it came into this state
public record Reach(State state, @Nullable String cause, Instant since) {
  /// Whether it answers.
  public enum State {
    /// It was not asked yet, or is never asked because the settings name its models.
    UNKNOWN,
    /// It answers.
    ANSWERS,
    /// It does not, or not to us.
    FAILS
  }

  /// What is known after something was found out.
  Reach after(State found, @Nullable String why, Instant now) {
    return new Reach(found, why, found == state ? since : now);
  }
}
