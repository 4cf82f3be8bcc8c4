package dev.homeport.store.sqlite;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.Ailment;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.State;
import dev.homeport.store.Tallies;
import dev.homeport.store.Trouble;
import dev.homeport.store.file.PrivateFile;
import dev.homeport.store.log.FactLog;
import dev.homeport.store.sqlite.Mirror.Addition;
import dev.homeport.store.tally.PotFact;
import dev.homeport.store.tally.Sum;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A state that is a file of SQLite, for the processes of one machine.
public final class SqliteState implements State {
  /// How long to wait for the file at the beginning.
  private static final Duration AT_FIRST = Duration.ofSeconds(5);

  /// How long to wait while another process writes.
  private static final Duration PATIENCE = Duration.ofMillis(40);

  /// How long a request waits for its turn.
  private static final Duration ANSWER = Duration.ofMillis(50);

  private final Path file;
  private final Database writer;
  private final Upkeep upkeep;
  private final Scribe scribe;
  private final Ailment ofFacts;
  private final Ailment ofTallies;
  private final SqliteFacts facts;
  private final SqliteTallies tallies;

  /// What came of opening a file.
  public sealed interface Opened {
    /// It can be read and written.
    record Open(SqliteState state) implements Opened {}

    /// It cannot, and why.
    record Failed(String why) implements Opened {}
  }

  private SqliteState(
      Path file,
      Database writer,
      Database reader,
      Upkeep upkeep,
      Ticker ticker,
      WallClock wall,
      Journal journal,
      Duration answer)
      throws SQLException {
    this.file = file;
    this.writer = writer;
    this.upkeep = upkeep;
    this.scribe = new Scribe(writer, upkeep);
    this.ofFacts = new Ailment(wall, journal);
    this.ofTallies = new Ailment(wall, journal);
    this.facts = new SqliteFacts(reader, scribe, upkeep, ticker, ofFacts);
    this.tallies =
        new SqliteTallies(TallyRows.pots(writer), scribe, ticker, wall, ofTallies, answer);
    scribe.start(List.of(facts, tallies));
  }

  /// Opens the state in a file, which is made where it is missing, and then begins with the facts
  /// of a log in the same folder, and with what its pots say is spent.
  public static Opened open(Path file, Ticker ticker, WallClock wall, Journal journal) {
    return open(file, ticker, wall, journal, ANSWER);
  }

  static Opened open(Path file, Ticker ticker, WallClock wall, Journal journal, Duration answer) {
    try {
      PrivateFile.made(file);
      return new Opened.Open(opened(file, ticker, wall, journal, answer));
    } catch (IOException e) {
      return new Opened.Failed("cannot open the state: " + Trouble.in(e));
    } catch (SQLException e) {
      return new Opened.Failed(
          Complaint.isDamage(e)
              ? damaged(file, Complaint.in(e))
              : "cannot open the state: " + file + ": " + Complaint.in(e));
    }
  }

  private static String damaged(Path file, String how) {
    return "the state is damaged: %s: %s; move it aside with `mv %s %s.damaged` and start again"
            .formatted(file, how, file, file)
        + " (keys and budgets then begin anew), or put a backup in its place";
  }

  private static SqliteState opened(
      Path file, Ticker ticker, WallClock wall, Journal journal, Duration answer)
      throws SQLException, IOException {
    Database writer = Database.connect(file, AT_FIRST);
    try {
      prepare(file, writer, ticker, journal);
      writer.patience(PATIENCE);
      Database reader = Database.connect(file, PATIENCE);
      try {
        var upkeep = new Upkeep(file, Database.connect(file, PATIENCE));
        return new SqliteState(file, writer, reader, upkeep, ticker, wall, journal, answer);
      } catch (SQLException e) {
        reader.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      writer.close();
      throw e;
    }
  }

  private static void prepare(Path file, Database writer, Ticker ticker, Journal journal)
      throws SQLException, IOException {
    switch (Migrations.look(writer)) {
      case READY, BEGUN -> {}
      case NEWER ->
          throw new IOException(file + " was written by a newer Homeport: update this one");
      case FOREIGN ->
          throw new IOException(
              file + " is a database of something else: name another file in `state.url`");
    }
    String check = writer.row("PRAGMA quick_check(1)", row -> row.getString(1));
    if (!"ok".equals(check)) {
      throw new IOException(damaged(file, String.valueOf(check)));
    }
    List<Fact> old = oldFacts(file, ticker, journal);
    writer.writeAhead();
    boolean[] begun = {false};
    Migrations.Outcome _ =
        Migrations.run(
            writer,
            () -> {
              for (Fact fact : old) {
                takeOver(writer, fact);
              }
              begun[0] = true;
            });
    if (begun[0] && !old.isEmpty()) {
      journal.note(
          Weight.INFO,
          "state taken over",
          Map.of("from", logOf(file), "to", file, "facts", old.size()));
    }
  }

  /// What is spent of a pot is a fact in a log; one that cannot be read was told of there before,
  /// and counts as nothing here, too.
  private static void takeOver(Database writer, Fact fact) throws SQLException {
    if (!fact.kind().equals(PotFact.KIND)) {
      long _ = SqliteFacts.insert(writer, fact, null, false);
      return;
    }
    Sum sum = PotFact.sum(fact).orElse(null);
    if (sum != null) {
      TallyRows.add(writer, new Addition(fact.name(), sum.amount(), 0, sum.over()));
    }
  }

  /// What a log in the folder of a file says that is still to begin.
  private static List<Fact> oldFacts(Path file, Ticker ticker, Journal journal) throws IOException {
    if (Files.size(file) > 0 || !Files.exists(logOf(file))) {
      return List.of();
    }
    return switch (FactLog.open(logOf(file).resolveSibling(""), ticker, journal)) {
      case FactLog.Opened.Open(FactLog log) -> log.all();
      case FactLog.Opened.Failed(String why) -> throw new IOException(why);
    };
  }

  private static Path logOf(Path file) {
    return file.resolveSibling("facts.log");
  }

  @Override
  public String name() {
    return "state";
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Tallies tallies() {
    return tallies;
  }

  @Override
  public Standing standing() {
    Standing standing = ofFacts.standing("sqlite", file.toString());
    return standing.trouble() == null ? ofTallies.standing("sqlite", file.toString()) : standing;
  }

  /// For tests: has everything written, and looks at what others wrote.
  void catchUp() {
    tallies.catchUp();
    facts.freshenNow();
  }

  /// For tests: the connection that writes.
  Database writer() {
    return writer;
  }

  /// The writer works since the state was opened.
  @Override
  public void start() {}

  /// Writes what is left and closes the file.
  @Override
  public void stop() throws InterruptedException, SQLException {
    facts.takeNoMore();
    tallies.close();
    scribe.stop();
    upkeep.close();
    facts.close();
    writer.close();
  }
}
