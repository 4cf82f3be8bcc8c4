package dev.homeport.store.ledger;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A connection that is opened when it is needed, given up when something fails on it, and used by
/// one at a time.
final class Held implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Opening opening;
  private final Function<SQLException, String> words;

  /// Who has the connection.
  private final ReentrantLock turn = new ReentrantLock();

  /// Written by whoever has the turn; whoever closes cuts it off even while it is in use.
  private volatile @Nullable Connection connection;

  private volatile boolean closed;

  /// How a connection comes about.
  @FunctionalInterface
  interface Opening {
    /// Opens one that commits nothing by itself.
    Connection open() throws SQLException, IOException;
  }

  /// What is done within one transaction.
  @FunctionalInterface
  interface Work<T> {
    /// Does it.
    T with(Connection connection) throws SQLException, IOException;
  }

  /// @param words what an exception means, for a person
  Held(Opening opening, Function<SQLException, String> words) {
    this.opening = opening;
    this.words = words;
  }

  /// Does this in a transaction, which is over when it returns: it holds, or it never was.
  <T> T in(Work<T> work) throws IOException {
    if (!hasTurn()) {
      throw new IOException("others have been asking for " + PATIENCE.toSeconds() + " s");
    }
    try {
      return committed(work);
    } catch (SQLException e) {
      throw new IOException(words.apply(e), e);
    } finally {
      turn.unlock();
    }
  }

  private <T> T committed(Work<T> work) throws SQLException, IOException {
    boolean done = false;
    try {
      Connection open = opened();
      T result = work.with(open);
      open.commit();
      done = true;
      return result;
    } catch (AssertionError e) {
      // PostgreSQL's driver takes it for impossible that a connection breaks within a batch.
      throw new SQLException("the connection broke", "08006", e);
    } finally {
      if (!done) {
        drop();
      }
    }
  }

  private Connection opened() throws SQLException, IOException {
    Connection open = connection;
    if (closed) {
      throw new IOException("it has been closed");
    }
    if (open == null) {
      open = opening.open();
      connection = open;
    }
    return open;
  }

  /// Takes back what was begun and lets the connection go; what it says about that is no news.
  private void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open) {
        open.rollback();
      } catch (SQLException _) {
        // It was of no use already.
      }
    }
  }

  private boolean hasTurn() throws InterruptedIOException {
    try {
      return turn.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    closed = true;
    if (turn.tryLock()) {
      try {
        drop();
      } finally {
        turn.unlock();
      }
      return;
    }
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException _) {
        // Who uses it will give it up.
      }
    }
  }
}
