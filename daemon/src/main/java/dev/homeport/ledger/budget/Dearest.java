package dev.homeport.ledger.budget;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The dearest that this process paid for each model of late: with each hour that passes without
/// one as dear, half of it.
final class Dearest {
  private static final long HALF_NANOS = Duration.ofHours(1).toNanos();
  private static final int MANY = 4_096;

  private final Ticker ticker;

  /// What was paid and when. Emptied where somebody makes up names of models by the thousand.
  private final ConcurrentMap<Model, Paid> paid = new ConcurrentHashMap<>();

  private record Model(String provider, String name) {}

  private record Paid(Top top, long atNanos) {
    long now(long nowNanos) {
      return top.cost() >> Math.clamp((nowNanos - atNanos) / HALF_NANOS, 0, Long.SIZE - 1);
    }
  }

  /// The dearest of late.
  ///
  /// @param charged whether the provider itself said what it costs
  record Top(long cost, boolean charged) {}

  Dearest(Ticker ticker) {
    this.ticker = ticker;
  }

  /// Takes in what was paid.
  void paid(String provider, String model, Top top) {
    long now = ticker.nanoTime();
    if (paid.size() >= MANY) {
      paid.clear();
    }
    paid.merge(
        new Model(provider, model),
        new Paid(top, now),
        (before, latest) -> latest.top().cost() >= before.now(now) ? latest : before);
  }

  /// The dearest; nothing where nothing was ever paid.
  @Nullable Top of(String provider, String model) {
    Paid dearest = paid.get(new Model(provider, model));
    return dearest == null
        ? null
        : new Top(dearest.now(ticker.nanoTime()), dearest.top().charged());
  }
}
