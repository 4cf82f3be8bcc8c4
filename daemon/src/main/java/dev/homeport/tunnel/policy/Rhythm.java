package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.sight.Cure;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long to rest between looks. Each rest is blurred, so that many machines do not ask at the
/// same time.
final class Rhythm {
  /// Between local looks.
  static final Duration LOCAL = Duration.ofSeconds(15);

  /// While all is well.
  static final Duration WELL = Duration.ofSeconds(60);

  /// While one look has missed, or a repair may be due soon.
  static final Duration SUSPECT = Duration.ofSeconds(10);

  /// Until the second proof of a tunnel that was down.
  static final Duration SECOND_PROOF = Duration.ofSeconds(3);

  /// While there is no Internet, and asking for it is cheap.
  static final Duration OFFLINE = Duration.ofMillis(12_500);

  /// Between two readings of an entry that is not there.
  static final Duration READING = Duration.ofSeconds(5);

  /// When nothing more can be tried.
  static final Duration SELDOM = Duration.ofMinutes(5);

  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final double BLUR = 0.2;
  private static final int MOST_DOUBLINGS = 10;

  private final RandomGenerator chance;

  Rhythm(RandomGenerator chance) {
    this.chance = chance;
  }

  /// About as long as this.
  Duration about(Duration usual) {
    double factor = 1 - BLUR + 2 * BLUR * chance.nextDouble();
    return Duration.ofNanos((long) (usual.toNanos() * factor));
  }

  /// This and a little more, where a shorter rest would be in vain.
  Duration atLeast(Duration usual) {
    return usual.plusNanos((long) (usual.toNanos() * BLUR * chance.nextDouble()));
  }

  /// Until a repair of this kind may be due.
  Duration untilRepair(@Nullable Cure cure) {
    return cure == Cure.REAPPLY ? atLeast(READING) : about(SUSPECT);
  }

  /// While something is wrong that time or a person must mend: anything up to a bound that doubles
  /// with each look, and a minute at the most.
  Duration backoff(int looks) {
    Duration bound = LEAST.multipliedBy(2L << Math.min(looks, MOST_DOUBLINGS));
    Duration capped = bound.compareTo(WELL) < 0 ? bound : WELL;
    double span = capped.minus(LEAST).toNanos() * chance.nextDouble();
    return LEAST.plusNanos((long) span);
  }
}
