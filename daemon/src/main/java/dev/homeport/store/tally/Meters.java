package dev.homeport.store.tally;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What minutes hold, by whose they are. One thread at a time.
///
/// A meter is what is missing of its minute, and when that was so; the minute fills again as time
/// goes on. So a limit that is changed changes nothing of what was used. A meter that is full says
/// no more than one that is not there.
public final class Meters {
  private static final double MINUTE = Duration.ofMinutes(1).toNanos();

  /// Less than this is a rounding.
  private static final double NOTHING = 1e-6;

  private static final int FEW = 1024;

  private final Map<String, Meter> meters = new HashMap<>();

  /// From so many on it is worth looking for full ones.
  private int many = FEW;

  /// A meter, as of a moment.
  ///
  /// @param missing how much of the minute is used
  /// @param atNanos when that was so
  public record Meter(double missing, long atNanos, int perMinute) {
    /// The same meter later. A clock that was turned back fills nothing.
    public Meter at(long nanos, int nowPerMinute) {
      double filled = Math.max(0, nanos - atNanos) * (double) nowPerMinute / MINUTE;
      return new Meter(Math.max(0, missing - filled), nanos, nowPerMinute);
    }

    /// How long until so much is there, or the minute is full; zero where it is.
    public Duration until(int amount) {
      double tooMuch = missing + Math.min(amount, perMinute) - perMinute;
      return tooMuch <= NOTHING
          ? Duration.ZERO
          : Duration.ofNanos(1 + (long) Math.ceil(tooMuch * MINUTE / perMinute));
    }

    /// The meter without this.
    public Meter less(int amount) {
      return new Meter(missing + amount, atNanos, perMinute);
    }
  }

  /// Takes what is there, or says how long until it is.
  public Duration take(String name, int perMinute, int amount, long now) {
    Meter meter = of(name, perMinute, now);
    Duration wait = meter.until(amount);
    if (wait.isZero() && amount > 0) {
      put(name, meter.less(amount));
    }
    return wait;
  }

  /// Takes what was used, be it there or not.
  public void took(String name, int perMinute, int amount, long now) {
    put(name, of(name, perMinute, now).less(amount));
  }

  /// A meter as it stands now.
  public Meter of(String name, int perMinute, long now) {
    Meter known = meters.get(name);
    int some = Math.max(1, perMinute);
    return known == null ? new Meter(0, now, some) : known.at(now, some);
  }

  /// Puts a meter in its place.
  public void put(String name, Meter meter) {
    meters.put(name, meter);
    if (meters.size() > many) {
      long now = meter.atNanos();
      meters.values().removeIf(each -> each.at(now, each.perMinute()).missing() <= NOTHING);
      many = Math.max(FEW, 2 * meters.size());
    }
  }

  /// How many are known.
  public int size() {
    return meters.size();
  }
}
