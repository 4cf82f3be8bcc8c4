package dev.homeport.state;

import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Secret;
import dev.homeport.journal.Journal;
import dev.homeport.store.State;
import dev.homeport.store.log.FolderState;
import dev.homeport.store.redis.RedisState;
import dev.homeport.store.sqlite.SqliteState;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.nio.file.Path;

/// Opens the state that the settings name. The Mac's daemon does not come by here: its state is a
/// folder, and it loads nothing of the others.
public final class StateDoor {
  private StateDoor() {}

  /// What came of it.
  public sealed interface Opened {
    /// It can be used, and is started by whoever runs it.
    record Open(State state) implements Opened {}

    /// It cannot, and what a person must know to mend it.
    record Failed(String why) implements Opened {}
  }

  /// Lets go of a state that was opened by a command and never started; what it was told is
  /// written.
  public static void close(State state) {
    try {
      state.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the state cannot be closed: " + e.getMessage(), e);
    }
  }

  /// Opens it.
  public static Opened open(StatePlace place, Ticker ticker, WallClock wall, Journal journal) {
    return switch (place) {
      case StatePlace.Folder(Path folder) ->
          switch (FolderState.open(folder, ticker, wall, journal)) {
            case FolderState.Opened.Open(FolderState state) -> new Opened.Open(state);
            case FolderState.Opened.Failed(String why) -> new Opened.Failed(why);
          };
      case StatePlace.Sqlite(Path file) ->
          switch (SqliteState.open(file, ticker, wall, journal)) {
            case SqliteState.Opened.Open(SqliteState state) -> new Opened.Open(state);
            case SqliteState.Opened.Failed(String why) -> new Opened.Failed(why);
          };
      case StatePlace.Redis(Secret url) ->
          switch (RedisState.open(url.reveal(), ticker, wall, journal)) {
            case RedisState.Opened.Open(RedisState state) -> new Opened.Open(state);
            case RedisState.Opened.Failed(String why) -> new Opened.Failed(why);
          };
    };
  }
}
