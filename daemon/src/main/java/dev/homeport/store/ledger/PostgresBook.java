package dev.homeport.store.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The rows in a PostgreSQL, for several routers at once. Who owns the table sees all of it; a role
/// that was granted to read it sees the rows of the tenant in its setting `homeport.tenant`, and
/// none where it has none. That keeps tenants apart for a program that sets it for whom it asks;
/// who may send SQL of their own can set it to anybody's, so such a login is given a view instead.
public final class PostgresBook extends JdbcBook {
  /// Any number that nobody else on the server locks: `HpLg`, as in a file.
  private static final long LOCK = 0x48704c67;

  /// What makes of each version the next one.
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE homeport_ledger (
                id TEXT NOT NULL PRIMARY KEY,
                at TIMESTAMPTZ NOT NULL,
                key_name TEXT,
                user_name TEXT,
                tenant_id TEXT,
                dialect TEXT NOT NULL,
                model TEXT,
                provider TEXT,
                account TEXT,
                attempts INTEGER NOT NULL,
                first_millis BIGINT,
                total_millis BIGINT NOT NULL,
                tokens_in BIGINT,
                tokens_out BIGINT,
                estimated BOOLEAN NOT NULL,
                cost BIGINT,
                saved BIGINT,
                cause TEXT,
                status INTEGER NOT NULL,
                outcome TEXT NOT NULL,
                reason TEXT)
              """,
              "CREATE INDEX homeport_ledger_at ON homeport_ledger (at)",
              """
              CREATE INDEX homeport_ledger_tenant ON homeport_ledger (tenant_id, at)
              WHERE tenant_id IS NOT NULL
              """,
              "ALTER TABLE homeport_ledger ENABLE ROW LEVEL SECURITY",
              """
              CREATE POLICY homeport_ledger_of_tenant ON homeport_ledger FOR SELECT
              USING (tenant_id = current_setting('homeport.tenant', true))
              """,
              "COMMENT ON TABLE homeport_ledger IS 'One row per request; money in billionths of a dollar'"));

  private final PostgresAddress address;

  private PostgresBook(PostgresAddress address) {
    this.address = address;
  }

  /// Opens the book there; its table is made where it is missing.
  ///
  /// @param url as in the settings, with credentials
  public static PostgresBook open(String url) throws IOException {
    var book = new PostgresBook(PostgresAddress.read(url));
    book.open();
    return book;
  }

  /// What a book there says of where it is.
  public static String where(String url) {
    try {
      return PostgresAddress.read(url).where();
    } catch (IOException _) {
      return "a PostgreSQL";
    }
  }

  @Override
  public String where() {
    return address.where();
  }

  @Override
  Connection connect(boolean writes) throws SQLException, IOException {
    @Nullable Connection connection = driver().connect(address.url(), address.settings());
    if (connection == null) {
      throw new IOException("the ledger cannot be in " + where());
    }
    boolean done = false;
    try {
      connection.setAutoCommit(false);
      if (writes) {
        prepare(connection);
      }
      done = true;
      return connection;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  /// The driver, asked for by name: the way by which drivers are usually found reads every jar, and
  /// the compiler warns of annotations in this one that are nowhere to be found.
  private static Driver driver() throws IOException {
    try {
      return Class.forName("org.postgresql.Driver")
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("this Homeport has no driver for PostgreSQL", e);
    }
  }

  private void prepare(Connection connection) throws SQLException, IOException {
    if (version(connection) < STEPS.size()) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET LOCAL lock_timeout = '4s'");
        // The lock ends with the transaction, not with the session, which may be a pooler's.
        statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        statement.execute(
            """
            CREATE TABLE IF NOT EXISTS homeport_ledger_schema (
              version INTEGER NOT NULL PRIMARY KEY,
              since TIMESTAMPTZ NOT NULL DEFAULT now())
            """);
        int version = version(connection);
        for (int next = version; next < STEPS.size(); next++) {
          for (String words : STEPS.get(next)) {
            statement.execute(words);
          }
          statement.execute(
              "INSERT INTO homeport_ledger_schema (version) VALUES (%d)".formatted(next + 1));
        }
        if (version == 0) {
          statement.execute("ALTER TABLE homeport_ledger_schema ENABLE ROW LEVEL SECURITY");
        }
      }
    }
    connection.commit();
  }

  private int version(Connection connection) throws SQLException, IOException {
    if (number(connection, "SELECT COUNT(to_regclass('homeport_ledger_schema'))") == 0) {
      return 0;
    }
    int version =
        number(connection, "SELECT COALESCE(MAX(version), 0) FROM homeport_ledger_schema");
    if (version > STEPS.size()) {
      throw new IOException(
          "the ledger in %s was written by a newer Homeport (format %d, this one knows %d): update this one"
              .formatted(where(), version, STEPS.size()));
    }
    return version;
  }

  private static int number(Connection connection, String question) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery(question)) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }

  @Override
  String words(SQLException e) {
    return "the ledger in " + where() + " " + trouble(e);
  }

  private String trouble(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (state) {
      case "28P01", "28000" -> "does not accept the user or the password";
      case "3D000" -> "is not there: the server has no such database";
      case "42501" ->
          "may not be used like this: the user must own the table homeport_ledger, or be allowed to"
              + " make it (GRANT CREATE, USAGE ON SCHEMA public)";
      case "53100" -> "cannot be written: the server's disk is full";
      case "53300" -> "cannot be reached: the server has too many connections";
      case "55P03" -> "is being prepared by another process, for more than 4 s";
      case "57014" -> "needs more than 4.5 s for an answer: ask about a shorter time";
      case "57P01", "57P02", "57P03" -> "cannot be reached: the server starts or stops";
      default ->
          state.startsWith("08")
              ? "cannot be reached: " + unreachable(e)
              : "fails: " + said(e) + (state.isEmpty() ? "" : " (" + state + ")");
    };
  }

  private String unreachable(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ConnectException _ -> {
          return "connection refused";
        }
        case UnknownHostException _ -> {
          return "there is no such host";
        }
        case SocketTimeoutException _ -> {
          return "no answer within 5 s";
        }
        case EOFException _ -> {
          return "the connection was closed";
        }
        case SSLException tls -> {
          return "TLS: " + address.without(String.valueOf(tls.getMessage()));
        }
        default -> {}
      }
    }
    return said(e);
  }

  /// What the server said, in its first line: in the others there may be what was to be written.
  private String said(SQLException e) {
    String text = String.valueOf(e.getMessage());
    int end = text.indexOf('\n');
    return address.without(end < 0 ? text : text.substring(0, end));
  }

  @Override
  void bind(PreparedStatement statement, int place, Instant moment) throws SQLException {
    statement.setObject(place, moment.atOffset(ZoneOffset.UTC));
  }

  @Override
  String day() {
    return "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
  }

  /// The socket gives up after five seconds; the server should not go on working then.
  @Override
  List<String> beforeReading() {
    return List.of("SET LOCAL statement_timeout = '4500ms'");
  }

  @Override
  String explain() {
    return "EXPLAIN";
  }
}
