package dev.homeport.store.ledger;

import dev.homeport.store.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteException;

/// The rows in a file of SQLite of their own. A kill takes nothing from it that was written; a
/// power cut may take the last moments, and harms nothing.
public final class SqliteBook extends JdbcBook {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// By which a file says whose it is: `HpLg`.
  private static final int OURS = 0x48704c67;

  private static final long SMALL = 32L * 1024 * 1024;

  /// What makes of each version the next one; the version is the file's `user_version`.
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "PRAGMA application_id = " + OURS,
              """
              CREATE TABLE homeport_ledger (
                id TEXT NOT NULL PRIMARY KEY,
                at INTEGER NOT NULL,
                key_name TEXT,
                user_name TEXT,
                tenant_id TEXT,
                dialect TEXT NOT NULL,
                model TEXT,
                provider TEXT,
                account TEXT,
                attempts INTEGER NOT NULL,
                first_millis INTEGER,
                total_millis INTEGER NOT NULL,
                tokens_in INTEGER,
                tokens_out INTEGER,
                estimated INTEGER NOT NULL,
                cost INTEGER,
                saved INTEGER,
                cause TEXT,
                status INTEGER NOT NULL,
                outcome TEXT NOT NULL,
                reason TEXT)
              """,
              "CREATE INDEX homeport_ledger_at ON homeport_ledger (at)",
              """
              CREATE INDEX homeport_ledger_tenant ON homeport_ledger (tenant_id, at)
              WHERE tenant_id IS NOT NULL
              """));

  private final Path file;

  /// How many pages the file may have; zero for as many as the disk holds. A test makes it few.
  private volatile int mostPages;

  private SqliteBook(Path file) {
    this.file = file;
  }

  /// Opens the book in this file, which is made where it is missing, and never where something else
  /// is in its place.
  public static SqliteBook open(Path file) throws IOException {
    var book = new SqliteBook(file);
    book.check();
    book.open();
    return book;
  }

  /// What a book in this file says of where it is.
  public static String where(Path file) {
    return "sqlite:" + file;
  }

  @Override
  public String where() {
    return where(file);
  }

  /// Lets it have no more pages than these, as a full disk would; zero takes that back.
  void limit(int pages) throws IOException {
    mostPages = pages;
    var _ = writing.in(this::limited);
  }

  private int limited(Connection connection) throws SQLException {
    return pragma(
        connection, "max_page_count = " + (mostPages > 0 ? mostPages : Integer.MAX_VALUE));
  }

  /// Looks through a small file for damage. A large one takes too long; what is wrong in it comes
  /// to light when it is read.
  private void check() throws IOException {
    if (!Files.exists(file) || Files.size(file) > SMALL) {
      return;
    }
    try (Connection connection = config().createConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var answer = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (answer.next() && !answer.getString(1).equals("ok")) {
        throw new IOException(damaged());
      }
    } catch (SQLException e) {
      throw new IOException(words(e), e);
    }
  }

  /// The driver begins the next transaction with the end of the last one: it must not be one that
  /// locks others out.
  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setTransactionMode(TransactionMode.DEFERRED);
    config.setBusyTimeout((int) PATIENCE.toMillis());
    config.setSynchronous(SynchronousMode.NORMAL);
    return config;
  }

  @Override
  Connection connect(boolean writes) throws SQLException, IOException {
    if (writes) {
      create();
    }
    Connection connection = config().createConnection("jdbc:sqlite:" + file);
    boolean done = false;
    try {
      if (writes) {
        prepare(connection);
      }
      connection.setAutoCommit(false);
      done = true;
      return connection;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  /// Makes an empty file that nobody else may read; those that SQLite puts beside it are like it.
  private void create() throws IOException {
    if (Files.exists(file)) {
      return;
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder, posix ? mode("rwx------") : new FileAttribute<?>[0]);
      }
      Files.createFile(file, posix ? mode("rw-------") : new FileAttribute<?>[0]);
    } catch (IOException e) {
      if (!Files.isRegularFile(file)) {
        throw new IOException("the ledger in " + file + " cannot be made: " + Trouble.in(e), e);
      }
      // Another process was faster.
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private void prepare(Connection connection) throws SQLException, IOException {
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN");
      int version = version(connection);
      statement.execute("COMMIT");
      pragma(connection, "journal_mode = WAL");
      limited(connection);
      if (version == STEPS.size()) {
        return;
      }
      statement.execute("BEGIN IMMEDIATE");
      // Now it is the only writer, and may find that another one has done it meanwhile.
      for (List<String> step : STEPS.subList(version(connection), STEPS.size())) {
        for (String words : step) {
          statement.execute(words);
        }
      }
      statement.execute("PRAGMA user_version = " + STEPS.size());
      statement.execute("COMMIT");
    }
  }

  /// The version of what is in the file. Nothing is changed in one that is not ours, or that we do
  /// not understand.
  private int version(Connection connection) throws SQLException, IOException {
    int version = pragma(connection, "user_version");
    boolean ours = pragma(connection, "application_id") == OURS;
    if (ours ? version == 0 : version != 0 || tables(connection) > 0) {
      throw new IOException(
          "the ledger cannot be in " + file + ": another program's database is there");
    }
    if (version > STEPS.size()) {
      throw new IOException(
          "the ledger in %s was written by a newer Homeport (format %d, this one knows %d): update this one"
              .formatted(file, version, STEPS.size()));
    }
    return version;
  }

  private static int pragma(Connection connection, String words) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("PRAGMA " + words)) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }

  private static int tables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("SELECT COUNT(*) FROM sqlite_schema")) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }

  @Override
  String words(SQLException e) {
    String code = e instanceof SQLiteException known ? known.getResultCode().name() : "";
    String kind = code.split("_", 3).length > 1 ? code.split("_", 3)[1] : "";
    return switch (kind) {
      case "CORRUPT", "NOTADB" -> damaged();
      case "FULL" -> "the ledger in " + file + " cannot be written: the disk is full";
      case "BUSY", "LOCKED" ->
          "the ledger in %s cannot be written: another program has been writing to it for %d s"
              .formatted(file, PATIENCE.toSeconds());
      case "READONLY", "CANTOPEN", "PERM", "AUTH" ->
          "the ledger in " + file + " may not be written: it needs a folder and a file of ours";
      default -> "the ledger in " + file + " fails: " + (code.isEmpty() ? e.getMessage() : code);
    };
  }

  private String damaged() {
    return "the ledger in %s is damaged, and is left as it is: move it away, a new one is begun then; `sqlite3 %s .recover` shows what is in it"
        .formatted(file, file);
  }

  @Override
  void bind(PreparedStatement statement, int place, Instant moment) throws SQLException {
    statement.setLong(place, moment.toEpochMilli());
  }

  @Override
  String day() {
    return "strftime('%Y-%m-%d', at / 1000, 'unixepoch')";
  }

  @Override
  List<String> beforeReading() {
    return List.of();
  }

  @Override
  String explain() {
    return "EXPLAIN QUERY PLAN";
  }
}
