package dev.homeport.store.sqlite;

import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import dev.homeport.store.sqlite.Leases.Lease;
import dev.homeport.store.sqlite.Mirror.Addition;
import dev.homeport.store.sqlite.Mirror.Late;
import dev.homeport.store.tally.Meters.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that this process knows of pots, leases and minutes, and by which it decides. One thread at
/// a time.
final class Known {
  private final Mirror mirror = new Mirror();
  private final Leases leases = new Leases();
  private final SharedMeters meters = new SharedMeters();

  /// What was done here and is to be written.
  record Load(List<Addition> additions, Leases.News news, Map<String, Meter> minutes) {
    static final Load NOTHING =
        new Load(List.of(), new Leases.News(List.of(), List.of()), Map.of());
  }

  Mirror mirror() {
    return mirror;
  }

  SharedMeters meters() {
    return meters;
  }

  boolean isOurs(String lease) {
    return leases.isOurs(lease);
  }

  /// Reserves in all of these, or in none.
  Reserved reserve(List<Pot> pots, long amount, long presumed, Duration lease, Instant now) {
    lapse(now);
    for (Pot pot : pots) {
      Long limit = pot.limit();
      Level level = mirror.level(pot.name(), now);
      if (limit != null && amount > limit - level.all()) {
        return new Reserved.Over(pot, level);
      }
    }
    Lease granted = leases.begin(pots, amount, presumed, now.plus(lease));
    pots.forEach(pot -> mirror.add(pot.name(), 0, amount, pot.over()));
    return new Reserved.Granted(granted.hold(), levels(pots, now));
  }

  void settle(Hold hold, long used, Instant now) {
    lapse(now);
    for (Lease lease : leases.end(hold.id())) {
      settle(lease, used);
    }
    for (Lease lease : leases.endLate(hold.id())) {
      late(lease, -1);
      settle(lease, used);
    }
  }

  /// A lease is over, or is not any more what it was taken for.
  private void late(Lease lease, int sign) {
    var late = new Late(sign * lease.amount(), sign * lease.presumed());
    lease.pots().forEach(pot -> mirror.late(pot.name(), late, pot.over()));
  }

  private void settle(Lease lease, long used) {
    lease.pots().forEach(pot -> mirror.add(pot.name(), used, -lease.amount(), pot.over()));
  }

  Map<Pot, Level> levels(List<Pot> pots, Instant now) {
    lapse(now);
    var levels = new HashMap<Pot, Level>();
    pots.forEach(pot -> levels.put(pot, mirror.level(pot.name(), now)));
    return Map.copyOf(levels);
  }

  /// Takes for spent what is presumed of leases that are over.
  void lapse(Instant now) {
    for (Lease lease : leases.lapsed(now)) {
      late(lease, 1);
    }
    for (Lease lease : leases.lost(now)) {
      late(lease, -1);
      settle(lease, lease.presumed());
    }
  }

  /// Another process has written.
  void age() {
    mirror.age();
    meters.age();
  }

  boolean hasNews() {
    return mirror.isDirty() || leases.hasNews() || meters.hasNews();
  }

  /// What is to be written, which is now in the writer's hands.
  Load launch() {
    return new Load(mirror.launch(), leases.launch(), meters.launch());
  }

  /// It was written, or it was not.
  void land(Load load, boolean written) {
    mirror.land(load.additions(), written);
    if (!written) {
      leases.comeBack(load.news());
      meters.comeBack(load.minutes());
    }
  }
}
