package dev.homeport.store;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.time.WallClock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What is wrong with a state at the moment, if anything is. The journal hears when it begins, when
/// it becomes something else, and when it is over. Safe for all threads.
public final class Ailment {
  private final WallClock wall;
  private final Journal journal;

  /// What is wrong; swapped as a whole.
  private final AtomicReference<@Nullable Trouble> now = new AtomicReference<>();

  /// Something wrong.
  private record Trouble(String why, Instant since) {}

  /// Nothing is wrong.
  public Ailment(WallClock wall, Journal journal) {
    this.wall = wall;
    this.journal = journal;
  }

  /// This is wrong now.
  public void is(String why) {
    Trouble before = now.get();
    if (before != null && before.why().equals(why)) {
      return;
    }
    Instant since = before == null ? wall.now() : before.since();
    if (now.compareAndSet(before, new Trouble(why, since))) {
      journal.note(Weight.ERROR, "state not written", Map.of("cause", why));
    }
  }

  /// Nothing is wrong any more.
  public void isOver() {
    if (now.get() != null && now.getAndSet(null) != null) {
      journal.note(Weight.INFO, "state written again", Map.of());
    }
  }

  /// How a state stands with this.
  public State.Standing standing(String engine, String where) {
    Trouble trouble = now.get();
    return trouble == null
        ? new State.Standing(engine, where, null, null)
        : new State.Standing(engine, where, trouble.why(), trouble.since());
  }
}
