package dev.homeport.store.memory;

import dev.homeport.store.Tallies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Tallies that others keep, with a small part of a pot in hand while much is left in it: so not
/// each question waits for a disk or a network, and no limit is broken, because what is in hand is
/// reserved.
///
/// An allowance is a sixty-fourth of what is left at most, is held for half a second, and what is
/// given back within that time goes round again; where it was of use, the next one is drawn before
/// it ends. Near the limit there is none, and all is asked of those who keep the tallies. What dies
/// with the process in hand counts as spent when its lease is over.
public final class Allowances implements Tallies {
  private static final Duration LIFE = Duration.ofMillis(500);

  /// The part of what is left that may be in hand.
  private static final int PARTS = 64;

  /// For as many questions it is drawn at most, and for fewer than so many it is not worth it.
  private static final int MOST = 256;

  private static final int LEAST = 8;

  /// Pots of more people than these are asked for without one.
  private static final int MOST_POTS = 256;

  private final Tallies kept;
  private final Clock clock;
  private final Executor aside;

  /// What is in hand, by what it is for; guarded by this, as is all below and all in an allowance.
  private final Map<List<Pot>, Allowance> open = new HashMap<>();

  /// Parts that are out, by the ids of their holds.
  private final Map<String, Part> parts = new HashMap<>();

  private final Minutes minutes;
  private long number;
  private boolean stopped;

  /// Runs something after a time.
  @FunctionalInterface
  public interface Clock {
    /// Does it.
    void in(Duration time, Runnable action);
  }

  /// A part of a pot that is in hand.
  private static final class Allowance {
    /// What somebody asked for who found none.
    private final long amount;

    private final Duration lease;

    /// What is reserved of it by those who keep it; nothing while it is drawn.
    private @Nullable Hold hold;

    private Map<Pot, Level> before = Map.of();
    private long whole;
    private long room;
    private long used;
    private long out;
    private boolean wasAsked;
    private boolean closed;

    private Allowance(long amount, Duration lease) {
      this.amount = amount;
      this.lease = lease;
    }
  }

  private record Part(Allowance of, long amount) {}

  /// @param clock ends what is in hand
  /// @param aside does what may wait, in another thread
  public Allowances(Tallies kept, Clock clock, Executor aside) {
    this.kept = kept;
    this.minutes = new Minutes(kept, clock);
    this.clock = clock;
    this.aside = aside;
  }

  @Override
  public Reserved reserve(List<Pot> pots, long amount, long presumed, Duration lease) {
    List<Pot> key = List.copyOf(pots);
    synchronized (this) {
      Allowance inHand = open.get(key);
      if (inHand != null && inHand.hold != null && inHand.room >= amount) {
        return part(inHand, key, amount, presumed);
      }
    }
    Reserved reserved = kept.reserve(pots, amount, presumed, lease);
    if (reserved instanceof Reserved.Granted(_, Map<Pot, Level> levels) && amount > 0) {
      want(key, amount, levels, lease);
    }
    return reserved;
  }

  private Reserved part(Allowance inHand, List<Pot> key, long amount, long presumed) {
    inHand.wasAsked = true;
    inHand.room -= amount;
    inHand.out += amount;
    String id = "in-hand-" + number++;
    parts.put(id, new Part(inHand, amount));
    var amounts = new LinkedHashMap<Pot, Long>();
    var levels = new LinkedHashMap<Pot, Level>();
    for (Pot pot : key) {
      Level level = inHand.before.getOrDefault(pot, new Level(0, 0));
      amounts.put(pot, amount);
      levels.put(pot, new Level(level.spent() + inHand.used, level.reserved() + inHand.out));
    }
    return new Reserved.Granted(new Hold(id, amounts, presumed), levels);
  }

  /// Draws an allowance for the next ones, where so much is left that it is worth it.
  private void want(List<Pot> key, long amount, Map<Pot, Level> levels, Duration lease) {
    long size = size(key, amount, levels, 0);
    if (size == 0) {
      return;
    }
    var drawn = new Allowance(amount, lease);
    synchronized (this) {
      if (stopped || open.containsKey(key) || open.size() >= MOST_POTS) {
        return;
      }
      open.put(key, drawn);
    }
    aside.execute(
        () -> {
          if (!draw(drawn, key, size)) {
            close(drawn, key);
          }
        });
  }

  /// How large an allowance may be; zero where it is not worth it.
  ///
  /// @param ours as much of what is reserved was drawn here
  private static long size(List<Pot> key, long amount, Map<Pot, Level> levels, long ours) {
    long size = Math.multiplyExact(Math.min(amount, Long.MAX_VALUE / MOST), MOST);
    for (Pot pot : key) {
      Long limit = pot.limit();
      if (limit != null) {
        long all = levels.getOrDefault(pot, new Level(0, 0)).all();
        size = Math.min(size, (limit - all + ours) / PARTS);
      }
    }
    return size / LEAST < amount ? 0 : size;
  }

  private boolean draw(Allowance drawn, List<Pot> key, long whole) {
    if (!(kept.reserve(key, whole, whole, drawn.lease)
        instanceof Reserved.Granted(Hold hold, Map<Pot, Level> levels))) {
      return false;
    }
    boolean late;
    synchronized (this) {
      late = stopped;
      if (!late) {
        var before = new HashMap<Pot, Level>();
        levels.forEach(
            (pot, level) -> before.put(pot, new Level(level.spent(), level.reserved() - whole)));
        drawn.hold = hold;
        drawn.before = before;
        drawn.whole = whole;
        drawn.room = whole;
      }
    }
    if (late) {
      kept.settle(hold, 0);
      return false;
    }
    clock.in(LIFE, () -> end(drawn, key));
    return true;
  }

  /// Its time is over. Where it was of use the next one is there before it goes, so that nobody has
  /// to ask meanwhile.
  private void end(Allowance ended, List<Pot> key) {
    if (ended.wasAsked) {
      renew(ended, key);
    }
    close(ended, key);
  }

  private void renew(Allowance ended, List<Pot> key) {
    long size = size(key, ended.amount, kept.levels(key), ended.whole);
    var next = new Allowance(ended.amount, ended.lease);
    if (size == 0 || !draw(next, key, size)) {
      return;
    }
    boolean late;
    synchronized (this) {
      late = stopped || !open.replace(key, ended, next);
    }
    if (late) {
      close(next, key);
    }
  }

  /// Nothing more is taken of it; what was used is told when all of it is known.
  private void close(Allowance ended, List<Pot> key) {
    Hold over;
    synchronized (this) {
      open.remove(key, ended);
      over = closed(ended);
    }
    if (over != null) {
      kept.settle(over, ended.used);
    }
  }

  private static @Nullable Hold closed(Allowance ended) {
    if (ended.closed) {
      return null;
    }
    ended.closed = true;
    return ended.out == 0 ? ended.hold : null;
  }

  @Override
  public void settle(Hold hold, long used) {
    Part part;
    Hold over = null;
    synchronized (this) {
      part = parts.remove(hold.id());
      if (part != null) {
        Allowance of = part.of();
        of.out -= part.amount();
        of.used += used;
        of.room += part.amount() - used;
        over = of.closed && of.out == 0 ? of.hold : null;
      }
    }
    if (part == null) {
      if (!hold.id().startsWith("in-hand-")) {
        kept.settle(hold, used);
      }
    } else if (over != null) {
      kept.settle(over, part.of().used);
    }
  }

  @Override
  public Map<Pot, Level> levels(List<Pot> pots) {
    Map<Pot, Level> levels = new LinkedHashMap<>(kept.levels(pots));
    synchronized (this) {
      open.forEach(
          (key, each) -> {
            if (each.hold != null) {
              for (Pot pot : key) {
                levels.computeIfPresent(
                    pot,
                    (_, level) ->
                        new Level(
                            level.spent() + each.used,
                            Math.max(0, level.reserved() - each.whole + each.out)));
              }
            }
          });
    }
    return levels;
  }

  @Override
  public Duration take(String meter, int perMinute, int amount) {
    return minutes.take(meter, perMinute, amount);
  }

  @Override
  public void took(String meter, int perMinute, int amount) {
    minutes.took(meter, perMinute, amount);
  }

  /// Gives back what is in hand; what is still out counts as spent.
  public void stop() {
    minutes.stop();
    List<Allowance> all;
    synchronized (this) {
      stopped = true;
      all = new ArrayList<>(open.values());
      for (Part part : parts.values()) {
        if (!all.contains(part.of())) {
          all.add(part.of());
        }
      }
      open.clear();
      parts.clear();
    }
    for (Allowance each : all) {
      Hold hold = each.hold;
      if (hold != null) {
        kept.settle(hold, each.used + each.out);
      }
    }
  }
}
