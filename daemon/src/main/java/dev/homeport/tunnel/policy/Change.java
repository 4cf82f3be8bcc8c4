package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Sight;

/// Something that the policy hears of, with its time.
public sealed interface Change {
  /// When it was heard.
  Moment at();

  /// A look came back.
  record Looked(Moment at, Sight sight) implements Change {}

  /// A look came to nothing: it was called off, or there is a mistake in it.
  record Unseen(Moment at, String why) implements Change {}

  /// A repair came back; one with a mistake in it has failed.
  record Repaired(Moment at, Rung rung, Mended outcome) implements Change {}

  /// The machine woke. How long it slept is seen in the two clocks.
  record Woke(Moment at) implements Change {}

  /// Addresses came or went.
  record NetworkChanged(Moment at) implements Change {}

  /// Somebody wants to know now.
  record Nudged(Moment at) implements Change {}

  /// Other repairs are allowed from now on.
  record Allowed(Moment at, Ladder ladder) implements Change {}

  /// Time went by.
  record Passed(Moment at) implements Change {}
}
