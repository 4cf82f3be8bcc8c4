package dev.homeport.store.ledger;

import dev.homeport.store.ledger.Query.By;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the books in databases have in common: one table, and the same questions to it. One
/// connection writes, another one reads.
abstract sealed class JdbcBook implements Book permits SqliteBook, PostgresBook {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String INSERT =
      """
      INSERT INTO homeport_ledger (
        id, at, key_name, user_name, tenant_id, dialect, model, provider, account, attempts,
        first_millis, total_millis, tokens_in, tokens_out, estimated, cost, saved, cause, status,
        outcome, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String FORGET =
      """
      DELETE FROM homeport_ledger WHERE id IN (
        SELECT id FROM homeport_ledger WHERE at < ? ORDER BY at LIMIT ?)
      """;

  final Held writing = new Held(() -> connect(true), this::words);
  private final Held reading = new Held(() -> connect(false), this::words);

  /// Opens a connection that commits nothing by itself, to a table that is as it should be.
  ///
  /// @param writes whether it is the one that writes
  abstract Connection connect(boolean writes) throws SQLException, IOException;

  /// What went wrong, for a person.
  abstract String words(SQLException e);

  abstract void bind(PreparedStatement statement, int place, Instant moment) throws SQLException;

  /// The day of a row, as SQL.
  abstract String day();

  /// What must be said before a question.
  abstract List<String> beforeReading();

  /// What makes the database tell how it would answer.
  abstract String explain();

  /// Opens it, where that has not been done.
  void open() throws IOException {
    writing.in(_ -> true);
  }

  @Override
  public void append(List<Row> rows) throws IOException {
    if (!rows.isEmpty()) {
      var _ = writing.in(connection -> insert(connection, rows));
    }
  }

  private int insert(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      for (Row row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      return statement.executeBatch().length;
    }
  }

  private void bind(PreparedStatement to, Row row) throws SQLException {
    int i = 0;
    to.setString(++i, row.id());
    bind(to, ++i, row.at());
    to.setString(++i, row.key());
    to.setString(++i, row.user());
    to.setString(++i, row.tenant());
    to.setString(++i, row.dialect());
    to.setString(++i, row.model());
    to.setString(++i, row.provider());
    to.setString(++i, row.account());
    to.setInt(++i, row.attempts());
    bind(to, ++i, row.firstMillis());
    to.setLong(++i, row.totalMillis());
    bind(to, ++i, row.tokensIn());
    bind(to, ++i, row.tokensOut());
    to.setBoolean(++i, row.estimated());
    bind(to, ++i, row.cost());
    bind(to, ++i, row.saved());
    to.setString(++i, row.cause());
    to.setInt(++i, row.status());
    to.setString(++i, row.outcome());
    to.setString(++i, row.reason());
  }

  private static void bind(PreparedStatement to, int place, @Nullable Long number)
      throws SQLException {
    if (number == null) {
      to.setNull(place, Types.BIGINT);
    } else {
      to.setLong(place, number);
    }
  }

  @Override
  public List<Line> sum(Query query) throws IOException {
    return reading.in(connection -> asked(connection, "", query, JdbcBook::lines));
  }

  /// How the database would find the answer.
  String plan(Query query) throws IOException {
    return reading.in(connection -> asked(connection, explain() + " ", query, JdbcBook::told));
  }

  /// What is made of an answer.
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet answer) throws SQLException;
  }

  private <T> T asked(Connection connection, String before, Query query, Reading<T> reading)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String words : beforeReading()) {
        statement.execute(words);
      }
    }
    try (var statement = connection.prepareStatement(before + question(query))) {
      statement.setFetchSize(MOST_LINES);
      bind(statement, 1, known(query.since()));
      bind(statement, 2, known(query.until()));
      String tenant = query.tenant();
      if (tenant != null) {
        statement.setString(3, tenant);
      }
      try (ResultSet answer = statement.executeQuery()) {
        return reading.of(answer);
      }
    }
  }

  /// The moment, or the nearest one that databases know.
  private static Instant known(Instant moment) {
    return moment.isBefore(FIRST) ? FIRST : moment.isAfter(LAST) ? LAST : moment;
  }

  private String question(Query query) {
    return """
    SELECT COALESCE(%s, '') AS name,
      COUNT(*) AS requests,
      SUM(CASE WHEN outcome IN ('answered', 'left') THEN 0 ELSE 1 END),
      SUM(CASE WHEN cause IS NOT NULL AND provider IS NOT NULL THEN 1 ELSE 0 END),
      COALESCE(SUM(tokens_in), 0),
      COALESCE(SUM(tokens_out), 0),
      COALESCE(SUM(cost), 0) AS money,
      COALESCE(SUM(saved), 0),
      SUM(CASE WHEN estimated THEN 1 ELSE 0 END),
      SUM(CASE WHEN cost IS NULL AND provider IS NOT NULL THEN 1 ELSE 0 END)
    FROM homeport_ledger
    WHERE at >= ? AND at < ?%s
    GROUP BY 1
    ORDER BY money DESC, requests DESC, name
    """
        .formatted(column(query.by()), query.tenant() == null ? "" : " AND tenant_id = ?");
  }

  private String column(By by) {
    return switch (by) {
      case PROVIDER -> "provider";
      case KEY -> "key_name";
      case USER -> "user_name";
      case TENANT -> "tenant_id";
      case MODEL -> "model";
      case CAUSE -> "cause";
      case ACCOUNT ->
          "CASE WHEN account = provider THEN account ELSE provider || '/' || account END";
      case DAY -> day();
    };
  }

  private static List<Line> lines(ResultSet answer) throws SQLException {
    var lines = new ArrayList<Line>();
    while (answer.next()) {
      Line line = line(answer);
      if (lines.size() < MOST_LINES) {
        lines.add(line);
      } else {
        lines.add(lines.removeLast().named(REST).and(line));
      }
    }
    return List.copyOf(lines);
  }

  private static Line line(ResultSet answer) throws SQLException {
    return new Line(
        answer.getString(1),
        answer.getLong(2),
        answer.getLong(3),
        answer.getLong(4),
        answer.getLong(5),
        answer.getLong(6),
        answer.getLong(7),
        answer.getLong(8),
        answer.getLong(9),
        answer.getLong(10));
  }

  private static String told(ResultSet answer) throws SQLException {
    var told = new StringBuilder();
    while (answer.next()) {
      told.append(answer.getString(answer.getMetaData().getColumnCount())).append('\n');
    }
    return told.toString();
  }

  @Override
  public int forget(Instant before, int most) throws IOException {
    return writing.in(
        connection -> {
          try (var statement = connection.prepareStatement(FORGET)) {
            bind(statement, 1, known(before));
            statement.setInt(2, most);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
