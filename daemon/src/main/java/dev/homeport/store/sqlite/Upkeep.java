package dev.homeport.store.sqlite;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// What takes the disk's time, so that the writer need not spend it and no other process waits for
/// it: to see to it that what was written lasts, and to bring it from beside the file into it.
final class Upkeep {
  /// From this size on, what is beside the file is brought into it.
  private static final long MUCH = 4L << 20;

  /// The size is looked at once in so many transactions.
  private static final int OFTEN = 64;

  private final Path beside;
  private final Database database;

  /// Whose turn it is to use `database`.
  private final ReentrantLock turn = new ReentrantLock();

  /// Whether somebody is at it.
  private final AtomicBoolean busy = new AtomicBoolean();

  /// Used by the writer alone.
  private int transactions;

  /// Guarded by `turn`.
  private boolean closed;

  Upkeep(Path file, Database database) {
    this.beside = Path.of(file + "-wal");
    this.database = database;
  }

  /// Returns when all that was committed outlives a loss of power.
  ///
  /// SQLite keeps its locks on other files than this, so that to open and close it is harmless.
  void makeLast() throws IOException {
    try (var channel = FileChannel.open(beside, READ, WRITE)) {
      channel.force(false);
    } catch (NoSuchFileException _) {
      // All of it is in the file itself, where it was put to last.
    }
  }

  /// The writer has written. Does not wait.
  void wrote() {
    transactions++;
    if (transactions % OFTEN == 0 && isMuch() && busy.compareAndSet(false, true)) {
      var _ = Threads.virtual("state upkeep", this::bringIn);
    }
  }

  private boolean isMuch() {
    try {
      return Files.size(beside) > MUCH;
    } catch (IOException _) {
      return false;
    }
  }

  private void bringIn() {
    turn.lock();
    try {
      if (!closed) {
        database.run("PRAGMA wal_checkpoint(PASSIVE)");
      }
    } catch (SQLException _) {
      // It is tried again after the next transactions, and whoever cannot write says so.
    } finally {
      turn.unlock();
      busy.set(false);
    }
  }

  void close() throws SQLException {
    turn.lock();
    try {
      closed = true;
      database.close();
    } finally {
      turn.unlock();
    }
  }
}
