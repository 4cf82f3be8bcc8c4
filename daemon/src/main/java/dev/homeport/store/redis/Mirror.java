package dev.homeport.store.redis;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Shelf;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// The facts of a Redis as last seen. Asking it needs no network.
///
/// It follows change by change, as long as each names the one it already has as the one before it.
/// Where one is missing the mirror is *torn*, takes in nothing more, and must be loaded anew.
final class Mirror {
  /// Guards all changes.
  private final ReentrantLock turn = new ReentrantLock();

  /// What is known; read by everybody.
  private volatile Seen seen = new Seen(0, "", false, 0, Map.of());

  /// What is known at a moment.
  ///
  /// @param revision how many changes that holds
  /// @param mark the mark of the last of them
  /// @param torn whether one was missed
  /// @param heard the latest revision that anybody spoke of
  record Seen(long revision, String mark, boolean torn, long heard, Map<String, Shelf> shelves) {
    /// Whether more is known to exist than is known.
    boolean isBehind() {
      return torn || heard > revision;
    }
  }

  /// What came of loading.
  enum Loaded {
    /// The mirror shows it, or something newer.
    SHOWN,
    /// It is shown, but it is not what came after the past that was known.
    REPLACED
  }

  Seen seen() {
    return seen;
  }

  Shelf shelf(String kind) {
    Shelf shelf = seen.shelves.get(kind);
    return shelf == null ? new Shelf(0, Collections.emptySortedMap()) : shelf;
  }

  /// Takes in a change; false where one before it is missing.
  boolean follow(Change change) {
    turn.lock();
    try {
      Seen now = seen;
      if (change.revision() <= now.revision) {
        return !now.torn;
      }
      if (now.torn || change.revision() != now.revision + 1 || !change.before().equals(now.mark)) {
        seen =
            new Seen(
                now.revision, now.mark, true, Math.max(now.heard, change.revision()), now.shelves);
        return false;
      }
      var facts = new LinkedHashMap<>(shelf(change.field().kind()).facts());
      Fact fact = change.fact();
      if (fact == null) {
        facts.remove(change.field().name());
      } else {
        facts.put(change.field().name(), fact);
      }
      var shelves = new HashMap<>(now.shelves);
      shelves.put(change.field().kind(), next(change.field().kind(), facts));
      seen =
          new Seen(
              change.revision(),
              change.mark(),
              false,
              Math.max(now.heard, change.revision()),
              Map.copyOf(shelves));
      return true;
    } finally {
      turn.unlock();
    }
  }

  /// Takes in all facts as they were when they were asked for.
  ///
  /// @param asked what was known before they were asked for: whoever has less than that now has
  ///   lost it
  /// @param facts in their order
  Loaded load(Seen asked, long revision, String mark, List<Fact> facts) {
    turn.lock();
    try {
      Seen now = seen;
      boolean lost =
          revision < asked.revision
              || (revision == asked.revision && !mark.equals(asked.mark) && !asked.torn);
      if (!lost && revision < now.revision) {
        return Loaded.SHOWN;
      }
      var found = new HashMap<String, LinkedHashMap<String, Fact>>();
      now.shelves.keySet().forEach(kind -> found.put(kind, new LinkedHashMap<>()));
      for (Fact fact : facts) {
        found.computeIfAbsent(fact.kind(), _ -> new LinkedHashMap<>()).put(fact.name(), fact);
      }
      var shelves = new HashMap<>(now.shelves);
      found.forEach(
          (kind, these) -> {
            if (!List.copyOf(these.entrySet())
                .equals(List.copyOf(shelf(kind).facts().entrySet()))) {
              shelves.put(kind, next(kind, these));
            }
          });
      // What was heard of while this was on its way is asked for once more.
      long heard = lost || now.heard == asked.heard ? revision : Math.max(revision, now.heard);
      seen = new Seen(revision, mark, false, heard, Map.copyOf(shelves));
      return lost ? Loaded.REPLACED : Loaded.SHOWN;
    } finally {
      turn.unlock();
    }
  }

  private Shelf next(String kind, SequencedMap<String, Fact> facts) {
    return new Shelf(shelf(kind).version() + 1, Collections.unmodifiableSequencedMap(facts));
  }
}
