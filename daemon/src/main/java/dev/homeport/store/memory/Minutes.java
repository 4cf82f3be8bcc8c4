package dev.homeport.store.memory;

import dev.homeport.store.Tallies;
import dev.homeport.store.memory.Allowances.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Minutes that others keep, with a small part of each in hand: of one that holds much, a
/// sixty-fourth at most is taken ahead, or not told yet. Thread-safe.
final class Minutes {
  /// For so long a look is believed, and what was used is gathered.
  private static final Duration MOMENT = Duration.ofMillis(50);

  /// The part of a minute that may be in hand.
  private static final int PARTS = 64;

  /// Where it is fewer than so many, it is not worth it.
  private static final int LEAST = 8;

  private final Tallies kept;
  private final Clock clock;

  /// What was taken and is not used, by meter; there are as many as keys with such a limit. Guarded
  /// by this, as is all below and all in what was gathered.
  private final Map<String, Integer> ahead = new HashMap<>();

  /// Meters of which somebody fetches a piece.
  private final Set<String> fetching = new HashSet<>();

  /// Meters that were found to have something, and whether that was a moment ago.
  private final Map<String, Look> looks = new HashMap<>();

  /// Meters of which something was used a moment ago.
  private final Map<String, Gathered> used = new HashMap<>();

  private boolean stopped;

  /// A meter that had something.
  private static final class Look {
    private boolean fresh = true;
  }

  /// What was used and is not told.
  private static final class Gathered {
    private final String meter;
    private int perMinute;
    private int amount;

    private Gathered(String meter) {
      this.meter = meter;
    }
  }

  Minutes(Tallies kept, Clock clock) {
    this.kept = kept;
    this.clock = clock;
  }

  /// Takes what is there, or says how long until it is.
  Duration take(String meter, int perMinute, int amount) {
    int piece = perMinute / PARTS;
    if (piece < LEAST || amount > piece) {
      return kept.take(meter, perMinute, amount);
    }
    return amount == 0 ? look(meter, perMinute) : take(meter, perMinute, amount, piece);
  }

  /// Takes of what is in hand, or fetches another piece. Who comes while somebody fetches one takes
  /// for himself, so that there is never more than one piece in hand.
  private Duration take(String meter, int perMinute, int amount, int piece) {
    boolean fetches;
    synchronized (this) {
      int left = ahead.getOrDefault(meter, 0) - amount;
      if (left >= 0) {
        ahead.put(meter, left);
        return Duration.ZERO;
      }
      fetches = fetching.add(meter);
    }
    if (!fetches) {
      return kept.take(meter, perMinute, amount);
    }
    boolean fetched = false;
    try {
      fetched = kept.take(meter, perMinute, piece).isZero();
    } finally {
      synchronized (this) {
        fetching.remove(meter);
        ahead.merge(meter, fetched ? piece - amount : 0, Integer::sum);
      }
    }
    return fetched ? Duration.ZERO : kept.take(meter, perMinute, amount);
  }

  /// Looks, where the last look is no longer believed; those who come meanwhile still believe it.
  private Duration look(String meter, int perMinute) {
    Gathered gathered;
    synchronized (this) {
      Look last = looks.get(meter);
      if (last != null && last.fresh) {
        return Duration.ZERO;
      }
      if (last != null) {
        last.fresh = true;
      }
      gathered = used.get(meter);
    }
    if (gathered != null) {
      tell(gathered);
    }
    Duration wait = kept.take(meter, perMinute, 0);
    believe(meter, wait.isZero());
    return wait;
  }

  private void believe(String meter, boolean something) {
    Look look;
    synchronized (this) {
      if (!something) {
        looks.remove(meter);
        return;
      }
      look = new Look();
      if (looks.putIfAbsent(meter, look) != null) {
        return;
      }
    }
    clock.in(MOMENT, () -> age(meter, look));
  }

  /// Forgets a look that nobody has renewed for a moment, and one that is no longer true.
  private void age(String meter, Look look) {
    synchronized (this) {
      if (!look.fresh || looks.get(meter) != look) {
        looks.remove(meter, look);
        return;
      }
      look.fresh = false;
    }
    clock.in(MOMENT, () -> age(meter, look));
  }

  /// Takes what was used. The first use is told at once, and what follows within a moment in one
  /// sum.
  void took(String meter, int perMinute, int amount) {
    int piece = perMinute / PARTS;
    if (piece < LEAST || amount > piece) {
      kept.took(meter, perMinute, amount);
      return;
    }
    Gathered gathered;
    boolean first;
    boolean due;
    synchronized (this) {
      first = !used.containsKey(meter);
      gathered = used.computeIfAbsent(meter, Gathered::new);
      gathered.perMinute = perMinute;
      gathered.amount += amount;
      due = first || stopped || gathered.amount >= piece;
    }
    if (due) {
      tell(gathered);
    }
    if (first) {
      clock.in(MOMENT, () -> goOn(gathered));
    }
  }

  /// Tells what was gathered; says whether there was anything.
  private boolean tell(Gathered gathered) {
    int amount;
    int perMinute;
    synchronized (this) {
      amount = gathered.amount;
      perMinute = gathered.perMinute;
      gathered.amount = 0;
    }
    if (amount > 0) {
      kept.took(gathered.meter, perMinute, amount);
    }
    return amount > 0;
  }

  /// Gathers for another moment where something came in the last one.
  private void goOn(Gathered gathered) {
    boolean came = tell(gathered);
    synchronized (this) {
      if (!came && gathered.amount == 0) {
        used.remove(gathered.meter);
        return;
      }
    }
    clock.in(MOMENT, () -> goOn(gathered));
  }

  /// Tells all, and from now on at once.
  void stop() {
    List<Gathered> all;
    synchronized (this) {
      stopped = true;
      all = new ArrayList<>(used.values());
    }
    all.forEach(this::tell);
  }
}
