package dev.homeport.store;

import java.time.Instant;

/// The state of a machine on which nothing can be kept: what is known is known to this process
/// alone.
///
/// @param since since when that is so
public record NoState(String why, Tallies tallies, Instant since) implements State {
  @Override
  public String name() {
    return "state";
  }

  @Override
  public Facts facts() {
    return new NoFacts(why);
  }

  @Override
  public Standing standing() {
    return new Standing("none", "in memory alone", why, since);
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
