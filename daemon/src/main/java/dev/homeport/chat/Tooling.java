package dev.homeport.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tools of a request and what is said about their use.
///
/// @param choice which to use
/// @param parallel whether several may be called at once
public record Tooling(List<Tool> tools, @Nullable Choice choice, @Nullable Boolean parallel) {
  /// No tools.
  public static final Tooling NONE = new Tooling(List.of(), null, null);

  /// Which tool the model shall call.
  public sealed interface Choice {
    /// Any or none.
    record Auto() implements Choice {}

    /// None.
    record None() implements Choice {}

    /// Any, but one.
    record Required() implements Choice {}

    /// This one.
    record Named(String tool) implements Choice {}
  }
}
