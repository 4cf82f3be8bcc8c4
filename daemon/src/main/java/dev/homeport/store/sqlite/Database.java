package dev.homeport.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/// One connection to the file, with the statements that were ever needed. One thread at a time.
final class Database implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Database(Connection connection) {
    this.connection = connection;
  }

  /// What a row is made of.
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// What is done in a transaction.
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  /// Connects; the file is made where it is missing.
  ///
  /// @param patience how long to wait while another process writes
  static Database connect(Path file, Duration patience) throws SQLException {
    Connection connection = new JDBC().connect("jdbc:sqlite:" + file, new Properties());
    if (connection == null) {
      throw new SQLException("no connection to " + file);
    }
    var database = new Database(connection);
    try {
      database.patience(patience);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    return database;
  }

  void patience(Duration patience) throws SQLException {
    run("PRAGMA busy_timeout = " + patience.toMillis());
  }

  /// Has changes written beside the file first, so that readers and the writer do not wait for one
  /// another.
  void writeAhead() throws SQLException {
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = NORMAL");
    run("PRAGMA wal_autocheckpoint = 0");
  }

  /// Runs a statement without rows, or whose rows do not matter.
  void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }

  /// Changes rows and says how many.
  int change(String sql, Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  /// All rows.
  <T> List<T> rows(String sql, Row<T> row, Object... values) throws SQLException {
    var found = new ArrayList<T>();
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      while (rows.next()) {
        found.add(row.of(rows));
      }
    }
    return found;
  }

  /// The first row, if there is one.
  <T> @Nullable T row(String sql, Row<T> row, Object... values) throws SQLException {
    List<T> rows = rows(sql, row, values);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /// The number in the first column of the first row; zero where it has none.
  long number(String sql, Object... values) throws SQLException {
    Long number = row(sql, row -> row.getLong(1), values);
    return number == null ? 0 : number;
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /// Does this in a transaction that nobody else writes into: all of it, or nothing.
  void transaction(Work work) throws SQLException {
    within("BEGIN IMMEDIATE", work);
  }

  /// Reads several things as they were at one moment.
  void snapshot(Work work) throws SQLException {
    within("BEGIN", work);
  }

  private void within(String begin, Work work) throws SQLException {
    run(begin);
    boolean done = false;
    try {
      work.run();
      run("COMMIT");
      done = true;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      forgetStatements();
      run("ROLLBACK");
    } catch (SQLException _) {
      // SQLite has done so by itself, as it does when the disk is full.
    }
  }

  /// One that failed is of no more use.
  private void forgetStatements() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
  }

  @Override
  public void close() throws SQLException {
    forgetStatements();
    connection.close();
  }
}
