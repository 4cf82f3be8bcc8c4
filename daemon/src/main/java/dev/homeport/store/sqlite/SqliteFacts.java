package dev.homeport.store.sqlite;

import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Ailment;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Trouble;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Facts in the file: read by a connection of its own, where nobody waits for the writer, and kept
/// in memory. Each change has a revision, and what is removed leaves its place behind, so that a
/// look reads what is new and nothing else.
final class SqliteFacts implements Facts, Desk {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  /// So often the writer tries while another process writes: some five seconds.
  private static final int TRIES = 100;

  /// So many removals later, the places that are left behind are taken away.
  private static final long TIDY = 512;

  private static final String FIELDS = "SELECT kind, name, fields, place, gone FROM fact";

  private final Database reader;
  private final Scribe scribe;
  private final Upkeep upkeep;
  private final Ticker ticker;
  private final Ailment ailment;

  /// Whose turn it is to use `reader`.
  private final ReentrantLock turn = new ReentrantLock();

  /// When somebody last looked.
  private final AtomicLong lookedAt;

  /// What is known. Written by whoever has the turn, read by everybody.
  private volatile FactShelves state = FactShelves.NOTHING;

  /// By which SQLite says whether anybody wrote anything. Guarded by `turn`.
  private long dataVersion = -1;

  /// Whether the state is closed, which makes looks of those who are late harmless. Guarded by
  /// `turn`.
  private boolean closed;

  /// Changes that wait for the writer. Guarded by itself.
  private final List<Wanted> waiting = new ArrayList<>();

  /// Whether changes are taken. Guarded by `waiting`.
  private boolean open = true;

  /// What the writer has in hand, and what came of each. Used by the writer alone.
  private List<Wanted> batch = List.of();

  private final List<Written> outcomes = new ArrayList<>();
  private int tries;

  /// A change somebody waits for.
  private record Wanted(Kind what, Fact fact, Answer<Written> answer) {
    private enum Kind {
      PUT,
      ADD,
      REMOVE
    }
  }

  SqliteFacts(Database reader, Scribe scribe, Upkeep upkeep, Ticker ticker, Ailment ailment)
      throws SQLException {
    this.reader = reader;
    this.scribe = scribe;
    this.upkeep = upkeep;
    this.ticker = ticker;
    this.ailment = ailment;
    this.lookedAt = new AtomicLong(ticker.nanoTime());
    load();
  }

  @Override
  public Shelf shelf(String kind) {
    return state.shelf(kind);
  }

  @Override
  public void freshen() {
    long now = ticker.nanoTime();
    long last = lookedAt.get();
    if (now - last >= BETWEEN_LOOKS.toNanos()
        && lookedAt.compareAndSet(last, now)
        && turn.tryLock()) {
      look();
    }
  }

  @Override
  public void freshenNow() {
    turn.lock();
    look();
  }

  /// Reads what is new and gives the turn back.
  private void look() {
    @Nullable String trouble = null;
    try {
      if (!closed) {
        load();
      }
    } catch (SQLException e) {
      trouble = Complaint.isBusy(e) ? null : "cannot read the state: " + Complaint.in(e);
    } finally {
      turn.unlock();
    }
    if (trouble != null) {
      ailment.is(trouble);
    }
  }

  private void load() throws SQLException {
    long version = reader.number("PRAGMA data_version");
    if (version == dataVersion) {
      return;
    }
    reader.snapshot(
        () -> {
          long revision = reader.number("SELECT value FROM mark WHERE name = 'revision'");
          FactShelves known = state;
          if (revision == known.revision()) {
            return;
          }
          long floor = reader.number("SELECT value FROM mark WHERE name = 'floor'");
          state =
              known.revision() < floor || revision < known.revision()
                  ? known.replaced(
                      reader.rows(FIELDS + " WHERE gone = 0 ORDER BY place", SqliteFacts::row),
                      revision)
                  : known.with(
                      reader.rows(
                          FIELDS + " WHERE revision > ? ORDER BY place",
                          SqliteFacts::row,
                          known.revision()),
                      revision);
        });
    dataVersion = version;
  }

  private static FactShelves.Row row(ResultSet row) throws SQLException {
    List<String> words = Words.in(row.getString(3));
    var fields = LinkedHashMap.<String, String>newLinkedHashMap(words.size());
    for (int i = 0; i + 1 < words.size(); i += 2) {
      fields.put(words.get(i), words.get(i + 1));
    }
    return new FactShelves.Row(
        new Fact(row.getString(1), row.getString(2), fields), row.getLong(4), row.getInt(5) != 0);
  }

  @Override
  public Written put(Fact fact) {
    return written(new Wanted(Wanted.Kind.PUT, fact, new Answer<>()));
  }

  @Override
  public Written add(Fact fact) {
    return written(new Wanted(Wanted.Kind.ADD, fact, new Answer<>()));
  }

  @Override
  public Written remove(String kind, String name) {
    if (kind.isEmpty() || name.isEmpty()) {
      return new Written.Unmet();
    }
    return written(new Wanted(Wanted.Kind.REMOVE, new Fact(kind, name, Map.of()), new Answer<>()));
  }

  private Written written(Wanted wanted) {
    synchronized (waiting) {
      if (!open) {
        return new Written.Failed("cannot write the state: it is closed");
      }
      waiting.add(wanted);
    }
    scribe.call();
    while (true) {
      Written written = wanted.answer().await(Duration.ofMinutes(1));
      if (written != null) {
        return written;
      }
    }
  }

  @Override
  public boolean begin() {
    synchronized (waiting) {
      if (tries == 0) {
        batch = List.copyOf(waiting);
        waiting.clear();
      }
    }
    outcomes.clear();
    return !batch.isEmpty();
  }

  @Override
  public void write(Database database) throws SQLException {
    for (Wanted wanted : batch) {
      outcomes.add(write(database, wanted));
    }
  }

  private static Written write(Database database, Wanted wanted) throws SQLException {
    Fact fact = wanted.fact();
    @Nullable Long place =
        database.row(
            "SELECT place FROM fact WHERE kind = ? AND name = ? AND gone = 0",
            row -> row.getLong(1),
            fact.kind(),
            fact.name());
    boolean met =
        switch (wanted.what()) {
          case PUT -> true;
          case ADD -> place == null;
          case REMOVE -> place != null;
        };
    if (!met) {
      return new Written.Unmet();
    }
    boolean gone = wanted.what() == Wanted.Kind.REMOVE;
    long revision = insert(database, fact, place, gone);
    if (gone && revision % TIDY == 0) {
      int _ = database.change("DELETE FROM fact WHERE gone = 1");
      int _ = database.change("UPDATE mark SET value = ? WHERE name = 'floor'", revision);
    }
    return new Written.Done();
  }

  /// Writes the row of a fact.
  ///
  /// @param place where it stands already; nothing where it comes
  static long insert(Database database, Fact fact, @Nullable Long place, boolean gone)
      throws SQLException {
    int _ = database.change("UPDATE mark SET value = value + 1 WHERE name = 'revision'");
    long revision = database.number("SELECT value FROM mark WHERE name = 'revision'");
    var words = new ArrayList<String>();
    fact.fields()
        .forEach(
            (name, value) -> {
              words.add(name);
              words.add(value);
            });
    int _ =
        database.change(
            "INSERT OR REPLACE INTO fact (kind, name, fields, place, revision, gone)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            fact.kind(),
            fact.name(),
            Words.of(words),
            place == null ? revision : place,
            revision,
            gone ? 1 : 0);
    return revision;
  }

  /// When it says done, no crash takes it away. The disk is waited for by another thread, while the
  /// writer goes on.
  @Override
  public void done() {
    freshenNow();
    List<Wanted> written = batch;
    List<Written> all = List.copyOf(outcomes);
    batch = List.of();
    tries = 0;
    var _ = Threads.virtual("state to disk", () -> makeLast(written, all));
  }

  private void makeLast(List<Wanted> written, List<Written> all) {
    try {
      upkeep.makeLast();
      ailment.isOver();
      settle(written, all);
    } catch (IOException e) {
      fail(written, Trouble.in(e));
    }
  }

  @Override
  public void failed(String why, boolean busy) {
    tries++;
    if (busy && tries < TRIES) {
      scribe.call();
      return;
    }
    fail(batch, why);
    batch = List.of();
    tries = 0;
  }

  private void fail(List<Wanted> wanted, String why) {
    var failed = new Written.Failed("cannot write the state: " + why);
    ailment.is(failed.why());
    settle(wanted, wanted.stream().<Written>map(_ -> failed).toList());
  }

  private static void settle(List<Wanted> wanted, List<Written> outcomes) {
    for (int i = 0; i < wanted.size(); i++) {
      wanted.get(i).answer().give(outcomes.get(i));
    }
  }

  /// Takes no more changes; those that were taken are still written.
  void takeNoMore() {
    synchronized (waiting) {
      open = false;
    }
  }

  /// Closes the reader. The writer has ended.
  void close() throws SQLException {
    var late = new Written.Failed("cannot write the state: it is closed");
    synchronized (waiting) {
      waiting.forEach(wanted -> wanted.answer().give(late));
      waiting.clear();
    }
    batch.forEach(wanted -> wanted.answer().give(late));
    turn.lock();
    try {
      closed = true;
      reader.close();
    } finally {
      turn.unlock();
    }
  }
}
