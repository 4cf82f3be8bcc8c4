package dev.homeport.condition;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/// The standings of all who ever failed; who is not here never did. Each is swapped by
/// compare-and-set, so nobody waits and nothing is called under a lock.
final class Wards {
  /// More would be models that somebody makes up.
  static final int MOST = 4096;

  private final ConcurrentHashMap<Whom, Standing> standings = new ConcurrentHashMap<>();

  /// The last era that began, of whomever.
  private final AtomicLong eras = new AtomicLong();

  /// How those stand who are not here; of a later era when all was forgotten.
  private volatile Standing.Sound innocent = new Standing.Sound(0);

  /// What became of somebody.
  record Change(Standing before, Standing after) {}

  /// Whether nobody ever failed: the way that most requests go.
  boolean isEmpty() {
    return standings.isEmpty();
  }

  Standing of(Whom whom) {
    Standing known = standings.get(whom);
    return known == null ? innocent : known;
  }

  /// The standings at about this moment.
  Map<Whom, Standing> all() {
    return standings;
  }

  long newEra() {
    return eras.incrementAndGet();
  }

  /// Makes another standing of somebody's, which must depend on nothing else.
  Change change(Whom whom, UnaryOperator<Standing> next) {
    while (true) {
      Standing known = standings.get(whom);
      Standing before = known == null ? innocent : known;
      Standing after = next.apply(before);
      if (after.equals(before)) {
        return new Change(before, before);
      }
      if (known == null) {
        if (standings.putIfAbsent(whom, after) == null) {
          makeRoom();
          return new Change(before, after);
        }
      } else if (standings.replace(whom, known, after)) {
        return new Change(before, after);
      }
    }
  }

  /// Asks somebody if its standing allows that at this very moment.
  Optional<Standing> tryAsk(Whom whom, Cooling cooling, long now) {
    while (true) {
      Standing known = of(whom);
      if (!known.isOpen(cooling, now)) {
        return Optional.empty();
      }
      Standing asked = known.asked(now);
      if (asked.equals(known) || standings.replace(whom, known, asked)) {
        return Optional.of(asked);
      }
    }
  }

  /// Puts back somebody of an earlier life.
  void restore(Whom whom, Standing standing) {
    standings.putIfAbsent(whom, standing);
  }

  /// Forgets all that was, and all that is still under way.
  void clear() {
    innocent = new Standing.Sound(newEra());
    standings.clear();
  }

  void removeIf(BiPredicate<Whom, Standing> gone) {
    standings.entrySet().removeIf(entry -> gone.test(entry.getKey(), entry.getValue()));
  }

  /// Drops somebody who is well, or else whoever fell first.
  private void makeRoom() {
    if (standings.size() <= MOST) {
      return;
    }
    standings.entrySet().stream()
        .min(
            Comparator.<Map.Entry<Whom, Standing>>comparingInt(entry -> rank(entry.getValue()))
                .thenComparingLong(entry -> entry.getValue().era()))
        .ifPresent(entry -> standings.remove(entry.getKey(), entry.getValue()));
  }

  private static int rank(Standing standing) {
    return switch (standing) {
      case Standing.Sound _ -> 0;
      case Standing.Ramp _ -> 1;
      case Fallen fallen -> fallen.stated() ? 3 : 2;
    };
  }
}
