package dev.homeport.store.sqlite;

import java.sql.SQLException;
import java.util.List;

/// What the file must hold, step by step; its `user_version` says how many were taken.
final class Migrations {
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
              "INSERT INTO mark VALUES ('revision', 0), ('floor', 0)",
              """
              CREATE TABLE fact (
                kind TEXT NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL,
                place INTEGER NOT NULL, revision INTEGER NOT NULL, gone INTEGER NOT NULL,
                PRIMARY KEY (kind, name)) WITHOUT ROWID
              """,
              "CREATE INDEX fact_revision ON fact (revision)",
              """
              CREATE TABLE pot (
                name TEXT PRIMARY KEY, spent INTEGER NOT NULL, reserved INTEGER NOT NULL,
                over INTEGER NOT NULL) WITHOUT ROWID
              """,
              """
              CREATE TABLE hold (
                id TEXT PRIMARY KEY, amount INTEGER NOT NULL, until INTEGER NOT NULL,
                pots TEXT NOT NULL) WITHOUT ROWID
              """,
              "CREATE INDEX hold_until ON hold (until)",
              """
              CREATE TABLE meter (
                name TEXT PRIMARY KEY, missing REAL NOT NULL, at INTEGER NOT NULL,
                per_minute INTEGER NOT NULL) WITHOUT ROWID
              """),
          // Nothing where it was reserved by a Homeport that presumed all of it to be spent.
          List.of("ALTER TABLE hold ADD COLUMN presumed INTEGER"));

  private Migrations() {}

  /// What came of it.
  enum Outcome {
    /// It is empty, or of an earlier Homeport, and is brought up to date.
    BEGUN,
    /// It is as it must be.
    READY,
    /// It was written by a later Homeport.
    NEWER,
    /// It holds something that is not ours.
    FOREIGN
  }

  /// What would come of it, without a change.
  static Outcome look(Database database) throws SQLException {
    long version = database.number("PRAGMA user_version");
    if (version > STEPS.size()) {
      return Outcome.NEWER;
    }
    if (version == STEPS.size()) {
      return Outcome.READY;
    }
    boolean empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
    return version > 0 || empty ? Outcome.BEGUN : Outcome.FOREIGN;
  }

  /// Brings the file up to date; several processes may try at once.
  ///
  /// @param first what else is done in the transaction that begins the file
  static Outcome run(Database database, Database.Work first) throws SQLException {
    Outcome outcome = look(database);
    if (outcome == Outcome.BEGUN) {
      database.transaction(() -> migrate(database, first));
    }
    return outcome;
  }

  private static void migrate(Database database, Database.Work first) throws SQLException {
    if (look(database) != Outcome.BEGUN) {
      return;
    }
    long version = database.number("PRAGMA user_version");
    for (long step = version; step < STEPS.size(); step++) {
      for (String sql : STEPS.get((int) step)) {
        database.run(sql);
      }
    }
    database.run("PRAGMA user_version = " + STEPS.size());
    if (version == 0) {
      first.run();
    }
  }
}
