package dev.homeport.server.admin;

import dev.homeport.store.ledger.Line;
import dev.homeport.store.ledger.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ledger, for those who run a router.
public interface Books {
  /// Sums what a question is about.
  Summed sum(Query query);

  /// How the ledger stands; nothing where there is none.
  @Nullable Standing standing();

  /// What came of a question.
  sealed interface Summed {
    /// The sums, those with the most money first.
    record Found(List<Line> lines) implements Summed {}

    /// There is no ledger.
    record Off() implements Summed {}

    /// It cannot be read at the moment.
    record Away(String why) implements Summed {}
  }

  /// How a ledger stands.
  ///
  /// @param where where it is, without credentials
  /// @param waiting how many rows are to be written
  /// @param spooled how many of them wait on the disk, because the ledger is away
  /// @param lost how many were never written, because there was no room to keep them
  /// @param trouble why rows are not written; nothing where all is well
  record Standing(String where, long waiting, long spooled, long lost, @Nullable String trouble) {}
}
