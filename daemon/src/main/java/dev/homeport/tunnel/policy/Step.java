package dev.homeport.tunnel.policy;

import java.util.List;

/// What follows from one change.
public record Step(State state, List<Effect> effects) {
  /// Copies the list.
  public Step {
    effects = List.copyOf(effects);
  }
}
