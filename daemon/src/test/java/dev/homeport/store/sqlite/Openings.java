package dev.homeport.store.sqlite;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One file, opened as often as a test likes, with a patience that a busy machine does not exhaust.
record Openings(Path file, FakeTicker ticker, FakeWall wall, Told told, List<SqliteState> states) {
  Openings(Path file, FakeTicker ticker, FakeWall wall, Told told) {
    this(file, ticker, wall, told, new ArrayList<>());
  }

  SqliteState open() {
    return open(Duration.ofSeconds(20));
  }

  /// Opens it with this patience.
  SqliteState open(Duration patience) {
    return switch (SqliteState.open(file, ticker, wall, told, patience)) {
      case SqliteState.Opened.Open(SqliteState state) -> {
        states.add(state);
        yield state;
      }
      case SqliteState.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  void close() {
    for (SqliteState state : states) {
      try {
        state.stop();
      } catch (InterruptedException | SQLException e) {
        throw new AssertionError(e);
      }
    }
    states.clear();
  }

  /// Twice, so that each has seen what all have written.
  void catchUp() {
    states.forEach(SqliteState::catchUp);
    states.forEach(SqliteState::catchUp);
  }
}
