package dev.homeport.store.sqlite;

import dev.homeport.store.Ailment;
import dev.homeport.store.Tallies;
import dev.homeport.store.sqlite.Known.Load;
import dev.homeport.store.sqlite.Leases.Lease;
import dev.homeport.store.sqlite.Mirror.Addition;
import dev.homeport.store.sqlite.Mirror.Base;
import dev.homeport.store.sqlite.Mirror.Late;
import dev.homeport.store.sqlite.TallyRows.Held;
import dev.homeport.store.tally.Meters.Meter;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tallies in the file, exact over all processes that share it.
///
/// Who wants something waits for the writer, who decides for all that wait at once, within a
/// transaction that no other process can be in. As long as no other process has written, what is
/// known in memory is what the file says, so that only additions go to the disk. Where the file
/// cannot be written, or takes too long, it is decided by what is known in memory, and written when
/// that is possible again.
final class SqliteTallies implements Tallies, Desk {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);

  /// So often in a row another process may be writing before that is worth a word.
  private static final int LONG = 5;

  private final Scribe scribe;
  private final Ticker ticker;
  private final WallClock wall;
  private final Ailment ailment;
  private final Duration patience;

  /// Guards the fields up to `failures`; held for some arithmetic, with nothing called that waits.
  private final ReentrantLock turn = new ReentrantLock();

  private final Known known = new Known();
  private final Set<Ask<?>> waiting = new HashSet<>();
  private @Nullable Deadline rest;
  private @Nullable Deadline fresh;
  private boolean closed;
  private int failures;

  /// What the writer has in hand; used by it alone, like all below.
  private List<Ask<?>> batch = List.of();

  private Load load = Load.NOTHING;
  private long dataVersion = -1;
  private Instant nextEnd = Instant.MIN;
  private Instant nextTidying = Instant.MIN;

  /// Tallies that start with these pots.
  ///
  /// @param patience how long to wait for the writer
  SqliteTallies(
      Map<String, Base> pots,
      Scribe scribe,
      Ticker ticker,
      WallClock wall,
      Ailment ailment,
      Duration patience) {
    this.scribe = scribe;
    this.ticker = ticker;
    this.wall = wall;
    this.ailment = ailment;
    this.patience = patience;
    pots.forEach((name, base) -> known.mirror().know(name, base, base.over()));
  }

  @Override
  public Reserved reserve(List<Pot> wanted, long amount, long presumed, Duration lease) {
    var byName = new LinkedHashMap<String, Pot>();
    wanted.forEach(pot -> byName.putIfAbsent(pot.name(), pot));
    List<Pot> pots = List.copyOf(byName.values());
    return ask(pots, () -> known.reserve(pots, amount, presumed, lease, wall.now()));
  }

  @Override
  public void settle(Hold hold, long used) {
    Instant now = wall.now();
    turn.lock();
    try {
      known.settle(hold, used, now);
    } finally {
      turn.unlock();
    }
    scribe.callWithin(SOON);
  }

  @Override
  public Map<Pot, Level> levels(List<Pot> wanted) {
    List<Pot> pots = List.copyOf(new HashSet<>(wanted));
    turn.lock();
    try {
      if (fresh != null
          && !fresh.hasPassed()
          && pots.stream().allMatch(pot -> known.mirror().isFresh(pot.name()))) {
        return known.levels(pots, wall.now());
      }
    } finally {
      turn.unlock();
    }
    return ask(pots, () -> known.levels(pots, wall.now()));
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    return ask(
        new Ask<>(
            Map.of(),
            List.of(meter),
            () -> known.meters().take(meter, perMinute, amount, nanos())));
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    turn.lock();
    try {
      known.meters().took(meter, perMinute, amount);
    } finally {
      turn.unlock();
    }
    scribe.callWithin(SOON);
  }

  /// Has everything written, and looks at all that is known.
  void catchUp() {
    Map<String, Instant> all;
    turn.lock();
    try {
      all = known.mirror().pots();
    } finally {
      turn.unlock();
    }
    boolean _ = ask(new Ask<>(all, List.of(), () -> true));
  }

  private <T> T ask(List<Pot> pots, Supplier<T> decision) {
    var overs = new HashMap<String, Instant>();
    pots.forEach(pot -> overs.put(pot.name(), pot.over()));
    return ask(new Ask<>(overs, List.of(), decision));
  }

  /// The wall clock as a ticker: all who share the file have the same.
  private long nanos() {
    Instant now = wall.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private <T> T ask(Ask<T> ask) {
    turn.lock();
    try {
      if (closed || isResting()) {
        return ask.decide();
      }
      waiting.add(ask);
    } finally {
      turn.unlock();
    }
    scribe.call();
    T answer = ask.await(patience);
    if (answer != null) {
      return answer;
    }
    turn.lock();
    try {
      waiting.remove(ask);
      if (failures > 0) {
        rest = Deadline.in(AFTER_A_FAILURE, ticker);
      }
      return ask.decide();
    } finally {
      turn.unlock();
    }
  }

  private boolean isResting() {
    return rest != null && !rest.hasPassed();
  }

  @Override
  public boolean begin() {
    boolean rests;
    boolean due;
    turn.lock();
    try {
      batch = List.copyOf(waiting);
      waiting.clear();
      rests = isResting() && !closed;
      if (rests) {
        batch.forEach(Ask::tell);
        batch = List.of();
      }
      due = !batch.isEmpty() || known.hasNews();
    } finally {
      turn.unlock();
    }
    if (rests && due) {
      scribe.callWithin(AFTER_A_FAILURE);
    }
    return due && !rests;
  }

  @Override
  public void write(Database database) throws SQLException {
    Instant now = wall.now();
    boolean changed = hear(database);
    boolean tidied = tidy(database, now);
    boolean lost = lookAtLeases(database, now, changed);
    var pots = new HashMap<String, Instant>();
    var names = new HashSet<String>();
    turn.lock();
    try {
      if (changed || lost) {
        known.age();
      }
      if (tidied) {
        known.mirror().tidy(now);
      }
      for (Ask<?> ask : batch) {
        pots.putAll(ask.pots());
        names.addAll(ask.minutes());
      }
      names.addAll(known.meters().used());
      pots.keySet().removeIf(known.mirror()::isFresh);
      names.removeIf(known.meters()::isFresh);
    } finally {
      turn.unlock();
    }
    var bases = new HashMap<String, @Nullable Base>();
    for (String pot : pots.keySet()) {
      bases.put(pot, TallyRows.pot(database, pot));
    }
    var rows = new HashMap<String, @Nullable Meter>();
    for (String name : names) {
      rows.put(name, TallyRows.meter(database, name));
    }
    decide(pots, bases, rows);
    for (Addition addition : load.additions()) {
      TallyRows.add(database, addition);
    }
    for (Lease lease : load.news().begun()) {
      TallyRows.begin(database, lease);
    }
    for (String id : load.news().ended()) {
      TallyRows.end(database, id);
    }
    for (var entry : load.minutes().entrySet()) {
      TallyRows.put(database, entry.getKey(), entry.getValue());
    }
  }

  /// Decides for all who wait, and takes what is to be written.
  private void decide(
      Map<String, Instant> pots,
      Map<String, @Nullable Base> bases,
      Map<String, @Nullable Meter> rows) {
    turn.lock();
    try {
      pots.forEach((name, over) -> known.mirror().know(name, bases.get(name), over));
      rows.forEach((name, row) -> known.meters().know(name, row, nanos()));
      batch.forEach(Ask::decide);
      known.meters().accountAll(nanos());
      known.lapse(wall.now());
      load = known.launch();
    } finally {
      turn.unlock();
    }
  }

  /// Whether another process has written since the last time.
  private boolean hear(Database database) throws SQLException {
    long version = database.number("PRAGMA data_version");
    boolean changed = version != dataVersion;
    dataVersion = version;
    return changed;
  }

  private boolean tidy(Database database, Instant now) throws SQLException {
    if (now.isBefore(nextTidying)) {
      return false;
    }
    TallyRows.tidy(database, now, nanos());
    nextTidying = now.plus(BETWEEN_TIDYINGS);
    return true;
  }

  /// Looks what others reserved and did not settle in time. Says whether something was found that
  /// nobody will ever settle.
  private boolean lookAtLeases(Database database, Instant now, boolean changed)
      throws SQLException {
    if (!changed && now.isBefore(nextEnd)) {
      return false;
    }
    boolean lost = false;
    var late = new HashMap<String, Late>();
    for (Held held : TallyRows.over(database, now)) {
      if (known.isOurs(held.id())) {
        continue;
      }
      if (TallyRows.isLost(held, now)) {
        TallyRows.lose(database, held);
        lost = true;
      } else {
        held.pots().forEach(pot -> late.merge(pot, held.late(), Late::plus));
      }
    }
    nextEnd = TallyRows.nextEnd(database, now);
    turn.lock();
    try {
      known.mirror().othersLate(late);
    } finally {
      turn.unlock();
    }
    return lost;
  }

  @Override
  public void done() {
    turn.lock();
    try {
      known.land(load, true);
      rest = null;
      failures = 0;
      fresh = Deadline.in(BETWEEN_LOOKS, ticker);
    } finally {
      turn.unlock();
    }
    ailment.isOver();
    tellAll();
  }

  /// While another process writes, it is tried again for as long as those have patience who wait.
  @Override
  public void failed(String why, boolean busy) {
    boolean lasts;
    turn.lock();
    try {
      known.land(load, false);
      known.age();
      failures++;
      lasts = !busy || failures > LONG;
      if (busy) {
        waiting.addAll(batch);
        batch = List.of();
      } else {
        rest = Deadline.in(AFTER_A_FAILURE, ticker);
      }
    } finally {
      turn.unlock();
    }
    dataVersion = -1;
    nextTidying = Instant.MIN;
    if (lasts) {
      ailment.is("cannot write the state: " + why);
    }
    tellAll();
    scribe.callWithin(busy ? SOON : AFTER_A_FAILURE);
  }

  private void tellAll() {
    List<Ask<?>> told;
    turn.lock();
    try {
      told = batch;
      told.forEach(Ask::tell);
    } finally {
      turn.unlock();
    }
    batch = List.of();
    load = Load.NOTHING;
  }

  /// Decides by what is in memory from now on; what was done is still written.
  void close() {
    turn.lock();
    try {
      closed = true;
    } finally {
      turn.unlock();
    }
    scribe.call();
  }
}
