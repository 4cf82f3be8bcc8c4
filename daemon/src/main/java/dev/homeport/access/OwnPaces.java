package dev.homeport.access;

import dev.homeport.resilience.Pace;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The paces of this process alone.
final class OwnPaces implements Paces {
  /// With more than so many, those that are full again are forgotten.
  private static final int MANY = 64;

  private final Ticker ticker;

  /// What each has taken. Guarded by itself.
  private final Map<String, Pace> paces = new HashMap<>();

  OwnPaces(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    synchronized (paces) {
      long now = ticker.nanoTime();
      Pace pace = paces.getOrDefault(meter, Pace.full(now));
      long wait = pace.nanosToWait(perMinute, Math.max(amount, 1), now);
      if (wait == 0 && amount > 0) {
        put(meter, pace.taken(perMinute, amount, now), now);
      }
      return Duration.ofNanos(wait);
    }
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    synchronized (paces) {
      long now = ticker.nanoTime();
      put(meter, paces.getOrDefault(meter, Pace.full(now)).taken(perMinute, amount, now), now);
    }
  }

  private void put(String meter, Pace pace, long now) {
    if (paces.size() >= MANY) {
      paces.values().removeIf(each -> each.isFull(now));
    }
    paces.put(meter, pace);
  }

  /// How many are remembered.
  int size() {
    synchronized (paces) {
      return paces.size();
    }
  }
}
