package dev.homeport.ledger.desk;

import dev.homeport.store.ledger.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who writes into the book, one thing after the other. To give it a thing never waits.
interface Hand {
  /// What it can be given.
  sealed interface Work {
    /// Write these rows; of none, see that the book is there.
    record Write(List<Row> rows) implements Work {}

    /// Write the rows of this piece of the spool.
    record Copy(Spool.Piece piece) implements Work {}

    /// Delete rows that are older than this.
    record Forget(Instant before, int most) implements Work {}
  }

  /// What came of it.
  sealed interface Outcome {
    /// It is done, with so many rows.
    record Done(int rows) implements Outcome {}

    /// It is not, and why.
    record Failed(String why) implements Outcome {}
  }

  /// Gives it a thing, after the outcome of the last one was taken.
  void give(Work work);

  /// What came of the thing that it was given, once; nothing while it is at it.
  @Nullable Outcome take();
}
