package dev.homeport.store.redis;

import dev.homeport.journal.Journal;
import dev.homeport.store.Tallies;
import dev.homeport.store.redis.Redis.Answer;
import dev.homeport.store.redis.protocol.Call;
import dev.homeport.store.redis.protocol.Complaint;
import dev.homeport.store.redis.protocol.Line;
import dev.homeport.store.redis.protocol.RedisAddress;
import dev.homeport.store.redis.protocol.Reply;
import dev.homeport.store.redis.protocol.Script.Task;
import dev.homeport.store.redis.protocol.Taker;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Amounts in a Redis, exact over all replicas while it is there.
///
/// While it is away, each replica decides by what it remembers, so a budget can be overspent by
/// what the replicas let through meanwhile, each for itself up to what the budget had left when
/// Redis was last heard. What they spent is booked when it is back, each settlement once.
final class RedisTallies implements Tallies {
  /// So many settlements are remembered while Redis is away.
  static final int MOST_DEBTS = 20_000;

  private static final int AT_ONCE = 500;

  /// The largest number that Lua knows exactly.
  private static final long LARGEST = (1L << 53) - 1;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Redis redis;
  private final RedisAddress address;
  private final Ticker ticker;
  private final @Nullable WallClock clock;
  private final Recollection memory;
  private final LocalMeters meters;
  private final Debts debts;
  private final Marks ids = new Marks();

  /// Tallies over this Redis.
  ///
  /// @param clock the time by which leases and minutes go; nothing for Redis' own
  RedisTallies(
      Redis redis,
      RedisAddress address,
      Ticker ticker,
      Journal journal,
      @Nullable WallClock clock) {
    this.redis = redis;
    this.address = address;
    this.ticker = ticker;
    this.clock = clock;
    this.memory = new Recollection(ticker);
    this.meters = new LocalMeters(ticker);
    this.debts = new Debts(MOST_DEBTS, journal);
  }

  @Override
  public Reserved reserve(List<Pot> wanted, long amount, long presumed, Duration lease) {
    List<Pot> pots = wanted.stream().distinct().toList();
    String id = ids.next();
    if (pots.isEmpty()) {
      return new Reserved.Granted(new Hold(id, Map.of(), presumed), Map.of());
    }
    Hold hold = hold(id, pots, amount, presumed);
    Line now = redis.line();
    Answer answer =
        now == null
            ? new Answer.Away(false)
            : redis.ask(
                now, reserving(hold, pots, amount, lease, true), reply -> learn(now, pots, reply));
    if (answer instanceof Answer.Said(Reply reply)) {
      redis.writes();
      List<Reply> parts = reply.asList();
      if (parts.size() == 4 && parts.getFirst().asNumber() == 0) {
        int at = (int) parts.get(1).asNumber() - 1;
        return new Reserved.Over(
            pots.get(at), new Level(parts.get(2).asNumber(), parts.get(3).asNumber()));
      }
      if (parts.size() == 1 + 2 * pots.size()) {
        memory.granted(hold, lease);
        return new Reserved.Granted(hold, levelsOf(pots, parts));
      }
    }
    Reserved decided = memory.reserve(hold, pots, amount, lease);
    if (decided instanceof Reserved.Over && answer instanceof Answer.Away(boolean asked) && asked) {
      // Redis may have granted it all the same, or may be about to.
      debts.add(hold, 0, true);
    }
    return decided;
  }

  private static Hold hold(String id, List<Pot> pots, long amount, long presumed) {
    Map<Pot, Long> amounts = HashMap.newHashMap(pots.size());
    pots.forEach(pot -> amounts.put(pot, amount));
    return new Hold(id, amounts, presumed);
  }

  @Override
  public void settle(Hold hold, long used) {
    if (hold.amounts().isEmpty()) {
      return;
    }
    Line now = redis.line();
    Recollection.@Nullable Out out = memory.settle(hold, used, now == null);
    debts.add(hold, used, out != null && out.ours());
    if (now != null) {
      send(now);
    }
  }

  @Override
  public Map<Pot, Level> levels(List<Pot> wanted) {
    List<Pot> pots = wanted.stream().distinct().toList();
    if (pots.isEmpty()) {
      return Map.of();
    }
    Line now = redis.line();
    if (now != null) {
      Task task = TallyScripts.LEVELS.on(keys(pots), List.of(now()));
      if (redis.ask(now, task, reply -> learn(now, pots, reply)) instanceof Answer.Said(Reply reply)
          && reply.asList().size() == 1 + 2 * pots.size()) {
        return levelsOf(pots, reply.asList());
      }
    }
    return memory.levels(pots);
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    Line now = redis.line();
    if (now != null
        && redis.ask(now, taking(meter, perMinute, amount, false), _ -> {})
            instanceof Answer.Said(Reply reply)) {
      redis.writes();
      long wait = reply.asNumber();
      if (wait == 0) {
        meters.took(meter, perMinute, amount);
      }
      return Duration.of(wait, ChronoUnit.MICROS);
    }
    return meters.take(meter, perMinute, amount);
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    meters.took(meter, perMinute, amount);
    Line now = redis.line();
    if (now != null) {
      redis.tell(now, taking(meter, perMinute, amount, true), new Call(_ -> {}));
    }
  }

  /// Sends what is to be booked and was not yet sent over this line. Never waits.
  void send(Line over) {
    for (Debts.Due due : debts.takeFor(over, AT_ONCE)) {
      redis.tell(over, settling(due), new Booking(over, due.hold()));
    }
  }

  /// Makes known what was reserved here while Redis was away and is still out. Never waits.
  void register(Line over) {
    for (Recollection.Out out : memory.ours()) {
      List<Pot> pots = List.copyOf(out.hold().amounts().keySet());
      long amount = out.hold().amounts().values().stream().mapToLong(it -> it).max().orElse(0);
      redis.tell(
          over,
          reserving(out.hold(), pots, amount, out.left(ticker.nanoTime()), false),
          new Call(_ -> {}));
    }
  }

  /// Books all that is owed over a line that nobody uses yet, and makes known what was reserved
  /// here meanwhile; false where it does not answer.
  boolean catchUp(Line over) {
    register(over);
    boolean answered = true;
    for (int i = 0; i <= MOST_DEBTS / AT_ONCE && answered; i++) {
      List<Debts.Due> all = debts.takeFor(over, AT_ONCE);
      if (all.isEmpty()) {
        break;
      }
      @Nullable Booking last = null;
      for (Debts.Due due : all) {
        last = new Booking(over, due.hold());
        redis.tell(over, settling(due), last);
      }
      answered =
          last == null
              || last.call.await(Deadline.in(PATIENCE, ticker)) instanceof Call.Outcome.Replied;
    }
    if (answered) {
      debts.tellDropped();
    }
    return answered;
  }

  private void learn(Line over, List<Pot> pots, Reply reply) {
    List<Reply> parts = reply.asList();
    if (parts.size() == 1 + 2 * pots.size() && parts.getFirst().asNumber() == 1) {
      memory.learn(levelsOf(pots, parts), () -> over.equals(redis.line()));
    }
  }

  private static Map<Pot, Level> levelsOf(List<Pot> pots, List<Reply> parts) {
    Map<Pot, Level> levels = HashMap.newHashMap(pots.size());
    for (int i = 0; i < pots.size(); i++) {
      levels.put(
          pots.get(i), new Level(parts.get(1 + 2 * i).asNumber(), parts.get(2 + 2 * i).asNumber()));
    }
    return Map.copyOf(levels);
  }

  private Task reserving(Hold hold, List<Pot> pots, long amount, Duration lease, boolean limited) {
    var arguments = new ArrayList<String>(5 + 2 * pots.size());
    arguments.add(now());
    arguments.add(hold.id());
    arguments.add(Long.toString(amount));
    arguments.add(Long.toString(hold.presumed()));
    arguments.add(Long.toString(Math.clamp(lease.toNanos() / 1000, 1, LARGEST / 4)));
    for (Pot pot : pots) {
      Long limit = pot.limit();
      arguments.add(limit == null || !limited ? "" : Long.toString(limit));
      arguments.add(over(pot));
    }
    return TallyScripts.RESERVE.on(keys(pots), arguments);
  }

  private Task settling(Debts.Due due) {
    List<Pot> pots = List.copyOf(due.hold().amounts().keySet());
    var arguments = new ArrayList<String>(5 + 2 * pots.size());
    arguments.add(now());
    arguments.add(due.hold().id());
    arguments.add(Long.toString(due.used()));
    arguments.add(due.unknown() ? "1" : "0");
    arguments.add(Long.toString(due.hold().presumed()));
    for (Pot pot : pots) {
      arguments.add(Long.toString(due.hold().amounts().getOrDefault(pot, 0L)));
      arguments.add(over(pot));
    }
    return TallyScripts.SETTLE.on(keys(pots), arguments);
  }

  private Task taking(String meter, int perMinute, int amount, boolean gone) {
    return TallyScripts.TAKE.on(
        List.of(address.key("meter:" + meter)),
        List.of(
            now(),
            Integer.toString(Math.max(1, perMinute)),
            Integer.toString(amount),
            gone ? "1" : "0"));
  }

  private List<String> keys(List<Pot> pots) {
    var keys = new ArrayList<String>(2 * pots.size());
    for (Pot pot : pots) {
      keys.add(address.key("pot:" + pot.name()));
      keys.add(address.key("leases:" + pot.name()));
    }
    return keys;
  }

  /// The time by which Redis is to go: nothing for its own.
  private String now() {
    return clock == null ? "" : Long.toString(micros(clock.now()));
  }

  private static String over(Pot pot) {
    return Long.toString(micros(pot.over()));
  }

  private static long micros(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), 0, LARGEST / 2_000_000);
    return seconds * 1_000_000 + time.getNano() / 1000;
  }

  /// Somebody's settlement on its way.
  private final class Booking implements Taker {
    private final Line over;
    private final Hold hold;
    private final Call call = new Call(_ -> {});

    private Booking(Line over, Hold hold) {
      this.over = over;
      this.hold = hold;
    }

    @Override
    public void took(Reply reply) {
      if (!(reply instanceof Reply.Fault(String error))) {
        redis.writes();
        learn(over, List.copyOf(hold.amounts().keySet()), reply);
        debts.booked(hold.id());
      } else if (Complaint.of(error).kind() == Complaint.Kind.STRANGE) {
        // It would be refused for ever.
        debts.booked(hold.id());
      } else {
        debts.refused(hold.id());
      }
      call.took(reply);
    }

    @Override
    public void lost(String why) {
      call.lost(why);
    }
  }
}
