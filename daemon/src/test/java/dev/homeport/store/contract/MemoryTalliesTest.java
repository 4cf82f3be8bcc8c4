package dev.homeport.store.contract;

import dev.homeport.store.Tallies;
import dev.homeport.store.memory.MemoryTallies;

/// Tallies that are gone with the process.
class MemoryTalliesTest extends TalliesContract {
  @Override
  protected Tallies open() {
    return new MemoryTallies(ticker, wall);
  }

  @Override
  protected void close() {}
}
