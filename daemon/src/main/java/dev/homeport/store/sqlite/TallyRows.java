package dev.homeport.store.sqlite;

import dev.homeport.store.sqlite.Leases.Lease;
import dev.homeport.store.sqlite.Mirror.Addition;
import dev.homeport.store.sqlite.Mirror.Base;
import dev.homeport.store.sqlite.Mirror.Late;
import dev.homeport.store.tally.Meters.Meter;
import dev.homeport.store.tally.Pots;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of pots, leases and meters.
final class TallyRows {
  /// So long after its lease a hold of another process may still be settled by it.
  private static final Duration LATEST = Duration.ofDays(1);

  private static final String ADD =
      "INSERT INTO pot (name, spent, reserved, over) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (name) DO UPDATE SET"
          + " spent = spent + excluded.spent, reserved = reserved + excluded.reserved";

  private TallyRows() {}

  /// A lease as the file has it.
  record Held(String id, Late late, Instant until, List<String> pots) {}

  static @Nullable Base pot(Database database, String name) throws SQLException {
    return database.row(
        "SELECT spent, reserved, over FROM pot WHERE name = ?",
        row -> new Base(row.getLong(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))),
        name);
  }

  static Map<String, Base> pots(Database database) throws SQLException {
    var pots = new HashMap<String, Base>();
    database
        .rows(
            "SELECT spent, reserved, over, name FROM pot",
            row ->
                Map.entry(
                    row.getString(4),
                    new Base(row.getLong(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)))))
        .forEach(entry -> pots.put(entry.getKey(), entry.getValue()));
    return pots;
  }

  static void add(Database database, Addition addition) throws SQLException {
    int _ =
        database.change(
            ADD,
            addition.pot(),
            addition.spent(),
            addition.reserved(),
            addition.over().toEpochMilli());
  }

  static void begin(Database database, Lease lease) throws SQLException {
    int _ =
        database.change(
            "INSERT OR REPLACE INTO hold (id, amount, presumed, until, pots) VALUES (?, ?, ?, ?, ?)",
            lease.id(),
            lease.amount(),
            lease.presumed(),
            lease.until().toEpochMilli(),
            Words.of(lease.pots().stream().map(pot -> pot.name()).toList()));
  }

  static void end(Database database, String id) throws SQLException {
    int _ = database.change("DELETE FROM hold WHERE id = ?", id);
  }

  /// The leases that are over.
  static List<Held> over(Database database, Instant now) throws SQLException {
    return database.rows(
        "SELECT id, amount, ifnull(presumed, amount), until, pots FROM hold WHERE until <= ?",
        row ->
            new Held(
                row.getString(1),
                new Late(row.getLong(2), row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                Words.in(row.getString(5))),
        now.toEpochMilli());
  }

  /// When the next lease ends; far away where none is out.
  static Instant nextEnd(Database database, Instant now) throws SQLException {
    long next = database.number("SELECT min(until) FROM hold WHERE until > ?", now.toEpochMilli());
    return next == 0 ? now.plus(LATEST) : Instant.ofEpochMilli(next);
  }

  /// Whether nobody will settle it any more.
  static boolean isLost(Held held, Instant now) {
    return held.until().plus(LATEST).isBefore(now);
  }

  /// Takes for spent what is presumed of somebody who is long dead.
  static void lose(Database database, Held held) throws SQLException {
    for (String pot : held.pots()) {
      int _ =
          database.change(
              "UPDATE pot SET spent = spent + ?, reserved = reserved - ? WHERE name = ?",
              held.late().presumed(),
              held.late().amount(),
              pot);
    }
    end(database, held.id());
  }

  static @Nullable Meter meter(Database database, String name) throws SQLException {
    return database.row(
        "SELECT missing, at, per_minute FROM meter WHERE name = ?",
        row -> new Meter(row.getDouble(1), row.getLong(2), row.getInt(3)),
        name);
  }

  static void put(Database database, String name, Meter meter) throws SQLException {
    int _ =
        database.change(
            "INSERT OR REPLACE INTO meter (name, missing, at, per_minute) VALUES (?, ?, ?, ?)",
            name,
            meter.missing(),
            meter.atNanos(),
            meter.perMinute());
  }

  /// Removes pots whose window is long over, and meters that are full.
  static void tidy(Database database, Instant now, long nowNanos) throws SQLException {
    int _ =
        database.change("DELETE FROM pot WHERE over < ?", now.minus(Pots.AFTERLIFE).toEpochMilli());
    int _ =
        database.change(
            "DELETE FROM meter WHERE at + missing * 60000000000.0 / per_minute < ?", nowNanos);
  }
}
