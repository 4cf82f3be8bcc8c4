package dev.homeport.ledger;

import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.journal.Event.Tokens;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.desk.Desk;
import dev.homeport.ledger.desk.Inbox;
import dev.homeport.ledger.desk.Scribe;
import dev.homeport.ledger.desk.Standing;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.store.ledger.Book;
import dev.homeport.store.ledger.Line;
import dev.homeport.store.ledger.Query;
import dev.homeport.store.ledger.Row;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Writes down each request that was a question to others, off its path: a request leaves its row
/// here and goes on, whatever becomes of the book. A kill takes the rows of the last 100 ms, a stop
/// takes none; a book that is away gets its rows when it is back.
public final class Ledger implements Service, Journal {
  private static final Duration FLUSH = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);
  private static final int ROOM = 20_000;

  /// The first of the numbers that have seven digits, of which there are enough.
  private static final long FIRST = 36L * 36 * 36 * 36 * 36 * 36;

  private final Inbox inbox = new Inbox(ROOM);
  private final Scribe scribe;
  private final Desk desk;
  private final Ticker ticker;
  private final WallClock wall;
  private final Journal journal;

  /// What the ids of this process's rows begin with, and no other's: first the time, since a table
  /// whose newest id is its greatest is written three times as fast.
  private final String tag;

  private final AtomicLong rows = new AtomicLong(FIRST);

  /// Set by the start, read by requests.
  private volatile @Nullable Loop loop;

  /// A ledger that opens its book in the background, again and again where it has to.
  ///
  /// @param where where the book is, without credentials
  /// @param folder a local one, for rows that cannot be written at the moment
  /// @param journal hears of trouble
  /// @param keep for how long rows are kept; nothing for ever
  public Ledger(
      String where,
      Scribe.Opening opening,
      Path folder,
      Ticker ticker,
      WallClock wall,
      Journal journal,
      @Nullable Duration keep) {
    this.scribe = new Scribe(opening, this::nudge);
    this.desk = new Desk(where, inbox, scribe, folder, ticker, wall, journal, keep);
    this.ticker = ticker;
    this.wall = wall;
    this.journal = journal;
    this.tag =
        Long.toString(Math.max(0, wall.now().toEpochMilli()), 36)
            + '.'
            + Long.toString(ThreadLocalRandom.current().nextLong() >>> 16, 36)
            + '.';
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void start() {
    scribe.start(this::bug);
    loop = Loop.start("ledger", desk::turn, this::bug);
  }

  private void bug(RuntimeException e) {
    journal.note(Weight.ERROR, "ledger stumbled", Map.of("cause", e));
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  @Override
  public void tell(Event event) {
    if (event instanceof RequestEnded ended && ended.charge() != null) {
      int waiting = inbox.offer(row(ended, ended.charge()));
      if (desk.mustWake(waiting)) {
        nudge();
      }
    }
  }

  private Row row(RequestEnded ended, Charge charge) {
    Tokens tokens = ended.tokens();
    Duration first = ended.firstByte();
    return new Row(
        wall.now(),
        tag + Long.toString(rows.getAndIncrement(), 36) + '~' + ended.id(),
        ended.key(),
        ended.user(),
        charge.tenant(),
        dialect(ended.route()),
        ended.model(),
        ended.provider(),
        charge.account(),
        charge.attempts(),
        first == null ? null : first.toMillis(),
        ended.total().toMillis(),
        tokens == null ? null : tokens.prompt(),
        tokens == null ? null : tokens.answer(),
        charge.estimated(),
        charge.cost(),
        charge.saved(),
        charge.cause(),
        ended.status(),
        outcome(ended),
        ended.cause());
  }

  private static String dialect(String route) {
    return switch (Dialect.of(route)) {
      case OLLAMA -> "ollama";
      case OPENAI -> "openai";
      case ANTHROPIC -> "anthropic";
    };
  }

  private static String outcome(RequestEnded ended) {
    return switch (ended.outcome()) {
      case ANSWERED -> "answered";
      case REFUSED -> "refused";
      case LEFT -> "left";
      case CUT -> "cut";
      case FAILED -> "failed";
    };
  }

  /// Sums the rows that a question is about, those of this moment among them.
  ///
  /// @throws IOException where the book cannot be asked, and why
  public List<Line> sum(Query query) throws IOException, InterruptedException {
    desk.await(FLUSH, this::nudge);
    Book book = scribe.book();
    if (book == null) {
      @Nullable String trouble = desk.standing().trouble();
      throw new IOException(
          trouble == null
              ? "the ledger in " + desk.standing().where() + " is being opened: try again"
              : trouble);
    }
    return book.sum(query);
  }

  /// How it stands.
  public Standing standing() {
    return desk.standing();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    Loop running = loop;
    if (running != null) {
      running.stop();
    }
    var deadline = Deadline.in(LAST_WORDS, ticker);
    while (!desk.closingTurn() && !deadline.hasPassed()) {
      scribe.awaitRest(Duration.ofNanos(Math.max(1, deadline.leftNanos())));
    }
    desk.close();
    scribe.stop();
  }
}
