package dev.homeport.tunnel.policy;

import java.util.random.RandomGenerator;

/// What follows from each change. It has no state of its own but its chance.
public final class Policy {
  private final Rhythm rhythm;

  /// A policy that blurs its rests by this chance.
  public Policy(RandomGenerator chance) {
    this.rhythm = new Rhythm(chance);
  }

  /// The next state, and what is to be done.
  public Step on(State state, Change change) {
    return new Turn(state, rhythm, change.at()).take(change);
  }
}
