package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import org.jspecify.annotations.Nullable;

/// Something to be done, in the order given.
public sealed interface Effect {
  /// Look; exactly one [Change.Looked] or [Change.Unseen] comes back.
  record Look(Breadth breadth) implements Effect {}

  /// How much is looked at.
  enum Breadth {
    /// What is on this machine.
    LOCAL,
    /// The whole way, as far as this machine has the Internet; that is asked first.
    INTERNET_FIRST,
    /// The whole way.
    WHOLE
  }

  /// End the look that is under way; what comes of it is of no use any more.
  record CallOff() implements Effect {}

  /// Climb a rung; exactly one [Change.Repaired] comes back.
  record Climb(Rung rung, Finding why) implements Effect {}

  /// Store this before anything that follows is done.
  record Remember(Memory memory) implements Effect {}

  /// Tell that it is in another state, or in it for another reason.
  record Tell(HomeState home, @Nullable Finding trouble) implements Effect {}

  /// Tell that whatever may be tried was tried, and that it is looked at more seldom from now on.
  record Exhausted(Finding trouble) implements Effect {}
}
