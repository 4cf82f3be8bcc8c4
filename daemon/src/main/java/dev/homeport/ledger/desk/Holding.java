package dev.homeport.ledger.desk;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.ledger.Row;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The spool as far as there is one: a folder that cannot be written is asked again after a rest,
/// and what is wrong is told once.
final class Holding implements AutoCloseable {
  private static final Duration REST = Duration.ofSeconds(1);

  private final Path folder;
  private final Ticker ticker;
  private final Journal journal;
  private @Nullable Spool spool;
  private @Nullable String trouble;
  private long retryNanos;
  private long tornTold;

  Holding(Path folder, Ticker ticker, Journal journal) {
    this.folder = folder;
    this.ticker = ticker;
    this.journal = journal;
    this.retryNanos = ticker.nanoTime();
  }

  /// What is done with the spool.
  @FunctionalInterface
  private interface Use<T> {
    @Nullable T of(Spool spool) throws IOException;
  }

  private <T> @Nullable T used(Use<T> use) {
    if (retryNanos - ticker.nanoTime() > 0) {
      return null;
    }
    try {
      Spool open = spool;
      if (open == null) {
        open = Spool.in(folder);
        spool = open;
      }
      T result = use.of(open);
      trouble = null;
      return result;
    } catch (IOException e) {
      if (trouble == null) {
        journal.note(
            Weight.WARN, "ledger spool failed", Map.of("cause", String.valueOf(e.getMessage())));
      }
      trouble = String.valueOf(e.getMessage());
      retryNanos = ticker.nanoTime() + REST.toNanos();
      return null;
    }
  }

  /// Puts rows there, as many as there is room for; says which.
  Spool.@Nullable Piece add(List<Row> rows) {
    return used(open -> open.add(rows));
  }

  /// The next lines; nothing where there are none.
  Spool.@Nullable Piece next(int most) {
    return used(open -> open.next(most));
  }

  /// These are where they belong.
  ///
  /// @param rows of how many rows the piece told
  void done(Spool.Piece piece, long rows) {
    var _ =
        used(
            open -> {
              open.done(piece, rows);
              return open;
            });
    Spool open = spool;
    if (open != null && open.torn() > tornTold) {
      journal.note(
          Weight.WARN,
          "ledger spool damaged",
          Map.of("lines lost", open.torn() - tornTold, "folder", folder));
      tornTold = open.torn();
    }
  }

  /// Does not wait until it is asked again.
  void hurry() {
    retryNanos = ticker.nanoTime();
  }

  /// How many rows are there.
  long count() {
    Spool open = spool;
    return open == null ? 0 : open.count();
  }

  /// Why nothing can be put there; nothing where that is not so.
  @Nullable String trouble() {
    return trouble;
  }

  @Override
  public void close() throws IOException {
    Spool open = spool;
    if (open != null) {
      open.close();
    }
  }
}
