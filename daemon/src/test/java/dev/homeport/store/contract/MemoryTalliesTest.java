package dev.homeport.store.contract;

import dev.homeport.store.MemoryTallies;
import dev.homeport.store.Tallies;

/// Tallies that are gone with the process.
class MemoryTalliesTest extends TalliesContract {
  @Override
  protected Tallies open() {
    return new MemoryTallies(ticker, wall);
  }

  @Override
  protected void close() {}
}
