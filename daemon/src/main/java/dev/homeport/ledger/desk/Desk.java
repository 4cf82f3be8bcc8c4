package dev.homeport.ledger.desk;

import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.desk.Hand.Outcome;
import dev.homeport.ledger.desk.Hand.Work;
import dev.homeport.store.ledger.Row;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Decides what is done with the rows that have come: they are written in batches; while the book
/// is away they wait in memory for a moment and then in the spool, and are written when it is back.
///
/// A batch that takes too long is put into the spool although it may still be written, for should
/// it be written twice it is the same rows. One thread takes turns; others ask how it stands.
public final class Desk {
  /// So many rows do not wait for others.
  public static final int BATCH = 500;

  /// So many rows wait in memory.
  public static final int MEMORY = 10_000;

  /// For how long a row waits for others. A kill may take the last 100 ms and no more, of which a
  /// busy machine needs its part to wake two threads.
  private static final Duration PACE = Duration.ofMillis(20);

  /// For how long rows are only in memory when the book is slow or away.
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration AFTER_ROWS = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final int LARGEST_BATCH = 2000;
  private static final int STEP = 1000;

  private final String where;
  private final Inbox inbox;
  private final Hand hand;
  private final Holding holding;
  private final Ticker ticker;
  private final WallClock wall;
  private final Journal journal;
  private final @Nullable Duration keep;
  private final Mark mark = new Mark();

  /// Up to how many rows somebody waits for.
  private final AtomicLong wanted = new AtomicLong();

  private final ArrayDeque<Row> waiting = new ArrayDeque<>();
  private final long startNanos;
  private long pileNanos;
  private long cameNanos;

  /// Whether the next turn is far away, so that who brings a row must see to it.
  private volatile boolean asleep;

  /// What the hand is at, if anything.
  private @Nullable Task task;

  private @Nullable Absence absence;
  private boolean opened;
  private long taken;
  private long lost;
  private boolean lossTold;
  private final ArrayDeque<Noted> news = new ArrayDeque<>();
  private long forgetInNanos;
  private volatile Standing standing;

  /// What the hand was given.
  ///
  /// @param rows from memory
  /// @param piece where they are in the spool, or came from
  private record Task(Work work, List<Row> rows, Spool.@Nullable Piece piece, long sinceNanos) {
    int inMemory() {
      return piece == null ? rows.size() : 0;
    }
  }

  /// A desk without rows.
  ///
  /// @param where where the book is, without credentials
  /// @param folder where the spool is
  /// @param keep for how long rows are kept; nothing for ever
  public Desk(
      String where,
      Inbox inbox,
      Hand hand,
      Path folder,
      Ticker ticker,
      WallClock wall,
      Journal journal,
      @Nullable Duration keep) {
    this.where = where;
    this.inbox = inbox;
    this.hand = hand;
    this.holding = new Holding(folder, ticker, journal);
    this.ticker = ticker;
    this.wall = wall;
    this.journal = journal;
    this.keep = keep;
    this.startNanos = ticker.nanoTime();
    this.cameNanos = startNanos;
    this.standing = new Standing(where, 0, 0, 0, null, null);
  }

  /// Takes a turn; says when the next one is due, unless something happens before.
  public Duration turn() {
    return turn(false);
  }

  private Duration turn(boolean closing) {
    asleep = false;
    settle();
    boolean none = waiting.isEmpty();
    int more = inbox.moveTo(waiting);
    taken += more;
    if (more > 0) {
      cameNanos = ticker.nanoTime();
    }
    if (more > 0 && none) {
      pileNanos = ticker.nanoTime();
    }
    if (isLate() || waiting.size() > MEMORY) {
      putAside();
    }
    if (task == null && !isResting()) {
      giveWork(closing);
    }
    publish();
    tellNews();
    return rest();
  }

  /// What came of what the hand was given.
  private void settle() {
    Task given = task;
    Outcome outcome = given == null ? null : hand.take();
    if (given == null || outcome == null) {
      return;
    }
    task = null;
    switch (outcome) {
      case Outcome.Done(int rows) -> {
        opened = true;
        back();
        done(given, rows);
      }
      case Outcome.Failed(String why) -> {
        away(why, given.sinceNanos());
        if (given.piece() == null) {
          given.rows().reversed().forEach(waiting::addFirst);
        }
      }
    }
  }

  private void done(Task given, int rows) {
    Spool.Piece piece = given.piece();
    if (piece != null) {
      holding.done(piece, rows);
    }
    if (given.work() instanceof Work.Forget) {
      forgetInNanos =
          ticker.nanoTime() - startNanos + (rows < STEP ? DAY : BETWEEN_STEPS).toNanos();
    }
  }

  private void away(String why, long sinceNanos) {
    Absence before = absence;
    long now = ticker.nanoTime();
    if (before == null) {
      absence = Absence.begun(why, wall.now(), sinceNanos, now, losses());
      news.add(new Noted(Weight.WARN, "ledger away", Map.of("ledger", where, "cause", why)));
    } else {
      absence = before.goesOn(why, now);
    }
  }

  private void back() {
    Absence before = absence;
    if (before != null) {
      absence = null;
      news.add(
          new Noted(
              Weight.INFO,
              "ledger back",
              Map.of(
                  "ledger",
                  where,
                  "rows to catch up",
                  waiting.size() + holding.count(),
                  "rows lost",
                  losses() - before.lostBefore())));
    }
  }

  private boolean isResting() {
    Absence now = absence;
    return now != null && now.retryNanos() - ticker.nanoTime() > 0;
  }

  /// Whether rows have been waiting for the book for too long to be only in memory.
  private boolean isLate() {
    Absence gone = absence;
    Task given = task;
    return (gone != null && hasPassed(gone.sinceNanos(), PATIENCE))
        || (given != null && hasPassed(given.sinceNanos(), PATIENCE));
  }

  private boolean hasPassed(long sinceNanos, Duration time) {
    return ticker.nanoTime() - sinceNanos >= time.toNanos();
  }

  /// Puts what is in memory into the spool, as far as there is room, and loses what memory has no
  /// room for.
  private void putAside() {
    Task given = task;
    if (given != null && given.inMemory() > 0) {
      Spool.Piece piece = holding.add(given.rows());
      if (piece != null && piece.lines() == given.rows().size()) {
        task = new Task(given.work(), given.rows(), piece, given.sinceNanos());
      }
    }
    Spool.Piece fit = waiting.isEmpty() ? null : holding.add(new ArrayList<>(waiting));
    for (int i = 0; fit != null && i < fit.lines(); i++) {
      waiting.removeFirst();
    }
    while (waiting.size() > MEMORY) {
      waiting.removeLast();
      lost++;
    }
  }

  private void giveWork(boolean closing) {
    boolean due =
        closing
            || absence != null
            || waiting.size() >= BATCH
            || hasPassed(pileNanos, PACE)
            || mark.isBefore(wanted.get());
    if (!waiting.isEmpty() && due) {
      var rows = new ArrayList<Row>();
      while (rows.size() < LARGEST_BATCH && !waiting.isEmpty()) {
        rows.add(waiting.removeFirst());
      }
      pileNanos = ticker.nanoTime();
      give(new Work.Write(List.copyOf(rows)), rows, null);
    } else {
      giveRest(closing);
    }
  }

  private void giveRest(boolean closing) {
    Spool.Piece piece = holding.next(BATCH);
    if (piece != null) {
      give(new Work.Copy(piece), List.of(), piece);
    } else if (!closing) {
      giveIdle();
    }
  }

  private void giveIdle() {
    if (!opened || (absence != null && waiting.isEmpty())) {
      give(new Work.Write(List.of()), List.of(), null);
    } else if (keep != null && ticker.nanoTime() - startNanos >= forgetInNanos) {
      give(new Work.Forget(wall.now().minus(keep), STEP), List.of(), null);
    }
  }

  private void give(Work work, List<Row> rows, Spool.@Nullable Piece piece) {
    task = new Task(work, List.copyOf(rows), piece, ticker.nanoTime());
    hand.give(work);
  }

  private long losses() {
    return lost + inbox.lost();
  }

  /// Tells what has changed, when those who ask find it changed.
  private void tellNews() {
    if (losses() > 0 && !lossTold) {
      lossTold = true;
      news.add(
          new Noted(
              Weight.ERROR,
              "ledger rows lost",
              Map.of(
                  "ledger", where, "fix", "see why the ledger and its folder cannot be written")));
    }
    while (!news.isEmpty()) {
      journal.tell(news.removeFirst());
    }
  }

  private void publish() {
    Absence gone = absence;
    @Nullable String spoolTrouble = holding.trouble();
    Task given = task;
    long inMemory = (long) waiting.size() + (given == null ? 0 : given.inMemory());
    standing =
        new Standing(
            where,
            inMemory,
            holding.count(),
            losses(),
            gone == null || spoolTrouble == null
                ? (gone == null ? null : gone.why())
                : gone.why() + "; " + spoolTrouble,
            gone == null ? null : gone.since());
    mark.reach(taken - inMemory - holding.count(), gone != null);
  }

  private Duration rest() {
    if (!waiting.isEmpty() || task != null || !hasPassed(cameNanos, AFTER_ROWS)) {
      return PACE;
    }
    asleep = true;
    if (inbox.count() > 0) {
      return Duration.ZERO;
    }
    Absence gone = absence;
    if (gone != null) {
      return Duration.ofNanos(Math.max(gone.retryNanos() - ticker.nanoTime(), 1_000_000));
    }
    long forget = startNanos + forgetInNanos - ticker.nanoTime();
    return keep == null || forget > IDLE.toNanos()
        ? IDLE
        : Duration.ofNanos(Math.max(forget, PACE.toNanos()));
  }

  /// Whether it must be woken up when there are so many rows. While rows come it looks by itself:
  /// to wake a thread costs a request more than all the rest.
  public boolean mustWake(int rows) {
    return rows == BATCH || (rows > 0 && asleep);
  }

  /// Waits until the rows that are here now are kept, but not for longer than this.
  ///
  /// @param hurry makes a turn be taken at once
  public void await(Duration most, Runnable hurry) throws InterruptedException {
    long rows = inbox.told();
    if (mark.isBefore(rows)) {
      wanted.accumulateAndGet(rows, Math::max);
      hurry.run();
      mark.await(rows, most);
    }
  }

  /// Takes a turn in which rows do not wait for others; says whether all of them are in the book,
  /// or cannot get there now.
  public boolean closingTurn() {
    turn(true);
    boolean kept = waiting.isEmpty() && inbox.count() == 0 && holding.count() == 0;
    return task == null && (kept || absence != null);
  }

  /// Puts what is still in memory into the spool, and lets that go.
  public void close() throws IOException {
    taken += inbox.moveTo(waiting);
    // The end of the loop may have cut off what it was writing.
    holding.hurry();
    putAside();
    lost += waiting.size();
    waiting.clear();
    publish();
    tellNews();
    holding.close();
  }

  /// How it stands.
  public Standing standing() {
    Standing last = standing;
    return new Standing(
        last.where(),
        last.waiting() + inbox.count(),
        last.spooled(),
        Math.max(last.lost(), inbox.lost()),
        last.trouble(),
        last.since());
  }
}
