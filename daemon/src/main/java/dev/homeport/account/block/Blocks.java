package dev.homeport.account.block;

import dev.homeport.account.Block;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The blocks of all accounts of those who are on one state. What another writes counts here at
/// once, and what cannot be written counts here until it can. Safe for all threads.
///
/// A block that is over is held for a while yet, so that a question can show whether the account is
/// free before a request has to find out; where nobody asks, it is free after that by itself.
public final class Blocks {
  /// As long a block that is over is held for somebody to look.
  static final Duration GRACE = Duration.ofMinutes(2);

  /// What is over sooner is not worth a write, nor telling.
  private static final Duration BRIEF = Duration.ofSeconds(10);

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofHours(1);

  /// More models of an account are not held apart, more changes not kept.
  private static final int MOST_MODELS = 64;

  private static final int MOST_PENDING = 1_024;
  private static final int MOST_READ = 10_000;

  private final Facts facts;
  private final Journal journal;
  private final WallClock wall;

  /// What the facts do not say yet, by name. Guarded by `this`.
  private final Map<BlockName, Change> pending = new LinkedHashMap<>();

  /// What the facts and the pending changes say together; replaced as a whole, and emptied when a
  /// pending change is made.
  private volatile View view = View.NOTHING;

  /// When a block was first seen to be over; as many as there are blocks.
  private final Map<BlockName, Over> over = new ConcurrentHashMap<>();

  /// Whether the last write failed: from then on no request tries, until the keeper has written.
  private volatile boolean troubled;

  private volatile Runnable onChange = () -> {};

  /// A change that the facts do not show.
  private sealed interface Change {
    /// @param brief whether it is not to be written
    record Put(Held held, boolean brief) implements Change {}

    record Gone(Held held) implements Change {}
  }

  private record Over(Instant until, Instant noticed) {}

  /// The blocks of these facts.
  public Blocks(Facts facts, Journal journal, WallClock wall) {
    this.facts = facts;
    this.journal = journal;
    this.wall = wall;
  }

  /// What is held against an account now.
  public List<Held> of(String provider, String account) {
    List<Held> all = view().of(provider, account);
    if (all.isEmpty()) {
      return all;
    }
    Instant now = wall.now();
    return all.stream().filter(held -> isHeld(held, now)).toList();
  }

  /// When it is free of this one, as far as one can tell.
  public Instant end(Held held) {
    Instant until = held.block().until();
    Over seen = over.get(held.name());
    return held.passes() || seen == null || !seen.until().equals(until)
        ? until
        : seen.noticed().plus(GRACE);
  }

  /// Holds this from now on. What is held already for longer stays as it is, so that nothing is
  /// ever shortened.
  ///
  /// @return whether that is news
  public boolean block(Held held) {
    return put(held, null);
  }

  /// A look has found that a block goes on like this; does nothing if it is not held any more.
  public void renew(Held held, Held next) {
    boolean _ = put(next, held);
  }

  /// Does not hold this any more, if it is still so.
  ///
  /// @param why `probe`, `hand` or `time`
  public void free(Held held, String why) {
    boolean brief;
    boolean unwritten;
    var gone = new Change.Gone(held);
    synchronized (this) {
      Held current = current().all().get(held.name());
      if (!held.equals(current)) {
        return;
      }
      Change before = pending.get(held.name());
      brief = isBrief(before);
      unwritten = before instanceof Change.Put;
      change(held.name(), brief ? null : gone);
    }
    boolean first = !brief && (write(held.name(), gone) || unwritten);
    if (first) {
      Block block = held.block();
      journal.tell(new Event.AccountFreed(block.provider(), block.account(), block.model(), why));
    }
    onChange.run();
  }

  /// Lifts by hand all that is held against an account.
  ///
  /// @return what that was
  public List<Block> lift(String provider, String account) {
    facts.freshenNow();
    List<Held> held = of(provider, account);
    held.forEach(each -> free(each, "hand"));
    return held.stream().map(Held::block).toList();
  }

  /// Run after each change that was made here, by the thread that made it; must not wait.
  void onChange(Runnable action) {
    onChange = action;
  }

  /// Writes what could not be written, and lets go what is over. Says when there will be more to
  /// do.
  Duration keep() {
    boolean written = writeAll();
    Instant now = wall.now();
    Instant next = now.plus(written ? Duration.ofSeconds(30) : Duration.ofSeconds(5));
    for (Held held : List.copyOf(view().all().values())) {
      if (!isHeld(held, now)) {
        free(held, "time");
      } else if (end(held).isBefore(next)) {
        next = end(held);
      }
    }
    over.keySet().retainAll(view().all().keySet());
    Duration rest = Duration.between(now, next);
    return rest.compareTo(LEAST) > 0 ? rest : LEAST;
  }

  private boolean isHeld(Held held, Instant now) {
    Instant until = held.block().until();
    if (until.isAfter(now)) {
      return true;
    }
    if (held.passes()) {
      return false;
    }
    Over seen =
        over.compute(
            held.name(),
            (_, known) ->
                known != null && known.until().equals(until) && !known.noticed().isAfter(now)
                    ? known
                    : new Over(until, now));
    return seen.noticed().plus(GRACE).isAfter(now);
  }

  /// @param renewed the one whose place it takes; nothing for one that is new
  private boolean put(Held wanted, @Nullable Held renewed) {
    Instant now = wall.now();
    BlockName name = wanted.name();
    Duration length = Duration.between(now, wanted.block().until());
    Held held = wanted;
    boolean brief = length.compareTo(BRIEF) < 0;
    boolean news;
    Change change;
    facts.freshen();
    synchronized (this) {
      Held before = current().all().get(name);
      boolean goesOn = before != null && before.block().until().isAfter(now);
      if (renewed == null ? !isMore(before, wanted, length, now) : !renewed.equals(before)) {
        return false;
      }
      if (before == null && !hasRoom(name)) {
        return false;
      }
      boolean same = false;
      if (before != null && before.block().cause().equals(wanted.block().cause())) {
        same = true;
        held = wanted.since(before.block().since());
      }
      // What is written already has to be written over.
      brief = brief && (before == null || isBrief(pending.get(name)));
      change = new Change.Put(held, brief);
      change(name, change);
      news = !same || !goesOn;
    }
    if (!brief) {
      if (news) {
        tell(held.block());
      }
      boolean _ = write(name, change);
    }
    onChange.run();
    return true;
  }

  /// Whether it holds an account noticeably longer than it is held already.
  private static boolean isMore(@Nullable Held before, Held held, Duration length, Instant now) {
    if (before == null || !before.block().until().isAfter(now) || isOther(before, held)) {
      return true;
    }
    Duration part = length.dividedBy(100);
    Duration little = part.compareTo(LEAST) < 0 ? LEAST : part.compareTo(LONG) > 0 ? LONG : part;
    return held.block().until().isAfter(before.block().until().plus(little));
  }

  /// Whether what is held is about a key that is gone.
  private static boolean isOther(Held before, Held held) {
    return before.isOfAnotherKey(held.mark());
  }

  private void tell(Block block) {
    journal.tell(
        new Event.AccountBlocked(
            block.provider(),
            block.account(),
            block.model(),
            block.cause(),
            block.detail(),
            block.until()));
  }

  /// The lock is held.
  private boolean hasRoom(BlockName name) {
    return name.isSound()
        && pending.size() < MOST_PENDING
        && (name.model() == null
            || current().of(name.provider(), name.account()).size() < MOST_MODELS);
  }

  /// The lock is held.
  private void change(BlockName name, @Nullable Change change) {
    if (change == null) {
      pending.remove(name);
    } else {
      pending.put(name, change);
    }
    view = View.NOTHING;
  }

  private static boolean isBrief(@Nullable Change change) {
    return change instanceof Change.Put(_, boolean brief) && brief;
  }

  private boolean writeAll() {
    Instant now = wall.now();
    Map<BlockName, Change> left;
    synchronized (this) {
      pending
          .values()
          .removeIf(
              each ->
                  each instanceof Change.Put(Held held, boolean brief)
                      && brief
                      && !held.block().until().isAfter(now));
      view = View.NOTHING;
      left = new LinkedHashMap<>(pending);
    }
    boolean all = true;
    for (var each : left.entrySet()) {
      if (all && !isBrief(each.getValue())) {
        troubled = false;
        boolean _ = write(each.getKey(), each.getValue());
        all = !troubled;
      }
    }
    return all;
  }

  /// Writes a change where that can be hoped for.
  ///
  /// @return whether it was made here, and not by somebody else before
  private boolean write(BlockName name, Change change) {
    if (troubled) {
      return true;
    }
    Written written =
        switch (change) {
          case Change.Put(Held held, _) -> put(held);
          case Change.Gone(Held held) -> remove(held);
        };
    if (written instanceof Written.Failed(String why)) {
      troubled = true;
      journal.note(Weight.WARN, "block not stored", Map.of("cause", why));
      return true;
    }
    synchronized (this) {
      if (pending.remove(name, change)) {
        view = View.NOTHING;
      }
    }
    return written instanceof Written.Done;
  }

  /// Two who write at the same moment agree on the one that is longer.
  private Written put(Held held) {
    Written written = facts.put(HeldFact.of(held));
    if (written instanceof Written.Done) {
      facts.freshenNow();
      Held seen = shelved(held.name());
      if (seen != null && seen.block().until().isBefore(held.block().until())) {
        written = facts.put(HeldFact.of(held));
        facts.freshenNow();
      }
    }
    return written;
  }

  /// What was blocked anew meanwhile stays.
  private Written remove(Held held) {
    facts.freshenNow();
    Held seen = shelved(held.name());
    if (seen != null && seen.block().until().isAfter(held.block().until())) {
      return new Written.Unmet();
    }
    Written written = facts.remove(HeldFact.KIND, held.name().fact());
    facts.freshenNow();
    return written;
  }

  private @Nullable Held shelved(BlockName name) {
    var fact = facts.shelf(HeldFact.KIND).facts().get(name.fact());
    return fact == null ? null : HeldFact.read(fact, wall.now()).orElse(null);
  }

  private View view() {
    facts.freshen();
    return current();
  }

  private View current() {
    Facts.Shelf shelf = facts.shelf(HeldFact.KIND);
    View known = view;
    if (known.version() != shelf.version()) {
      synchronized (this) {
        known = View.of(shelf.version(), merged(shelf));
        view = known;
      }
    }
    return known;
  }

  /// The lock is held.
  private Map<BlockName, Held> merged(Facts.Shelf shelf) {
    Instant now = wall.now();
    var all = new LinkedHashMap<BlockName, Held>();
    shelf.facts().values().stream()
        .limit(MOST_READ)
        .flatMap(fact -> HeldFact.read(fact, now).stream())
        .forEach(held -> all.put(held.name(), held));
    pending.forEach(
        (name, change) -> {
          switch (change) {
            case Change.Put(Held held, _) -> all.put(name, held);
            case Change.Gone(Held held) -> {
              Held seen = all.get(name);
              if (seen != null && !seen.block().until().isAfter(held.block().until())) {
                all.remove(name);
              }
            }
          }
        });
    return all;
  }
}
