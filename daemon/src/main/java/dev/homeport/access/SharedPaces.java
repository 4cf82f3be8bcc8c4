package dev.homeport.access;

import dev.homeport.store.Tallies;
import java.time.Duration;

/// The paces of all processes on one state.
public record SharedPaces(Tallies tallies) implements Paces {
  /// What stands before the name of a meter, so that nobody else's is called so.
  private static final String OURS = "key-";

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    return tallies.take(OURS + meter, perMinute, amount);
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    tallies.took(OURS + meter, perMinute, amount);
  }
}
