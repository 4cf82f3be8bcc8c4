package dev.homeport.store.redis;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What this replica took of each minute, by which it decides while Redis is away.
final class LocalMeters {
  private static final int MOST = 10_000;
  private static final double MINUTE = Duration.ofMinutes(1).toNanos();
  private static final double ROUNDING = 1e-6;

  private final Ticker ticker;

  /// Guards `meters`.
  private final ReentrantLock turn = new ReentrantLock();

  /// The longest unused first.
  private final LinkedHashMap<String, Meter> meters =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Meter> eldest) {
          return size() > MOST;
        }
      };

  /// How much of a minute is used, and when that was so.
  private record Meter(double used, long atNanos) {}

  LocalMeters(Ticker ticker) {
    this.ticker = ticker;
  }

  /// Takes what is there, or says how long until it is. More than a minute holds needs a full one.
  Duration take(String name, int perMinute, int amount) {
    long now = ticker.nanoTime();
    int minute = Math.max(1, perMinute);
    turn.lock();
    try {
      double used = used(name, minute, now);
      double excess = used + Math.min(amount, minute) - minute;
      if (excess > ROUNDING) {
        return Duration.ofNanos((long) Math.ceil(excess * MINUTE / minute));
      }
      if (amount > 0) {
        meters.put(name, new Meter(used + amount, now));
      }
      return Duration.ZERO;
    } finally {
      turn.unlock();
    }
  }

  /// Takes what was used, be it there or not.
  void took(String name, int perMinute, int amount) {
    long now = ticker.nanoTime();
    turn.lock();
    try {
      meters.put(name, new Meter(used(name, perMinute, now) + amount, now));
    } finally {
      turn.unlock();
    }
  }

  private double used(String name, int perMinute, long now) {
    Meter meter = meters.get(name);
    return meter == null
        ? 0
        : Math.max(0, meter.used - Math.max(0, now - meter.atNanos) * (double) perMinute / MINUTE);
  }
}
