package dev.homeport.store.sqlite;

import java.sql.SQLException;

/// Where things to be written are gathered. The writer alone calls these, one after the other.
interface Desk {
  /// Takes what waits into the hands of the writer. Says whether there is anything to write.
  boolean begin();

  /// Writes it, within a transaction.
  void write(Database database) throws SQLException;

  /// The transaction is over and stands.
  void done();

  /// Nothing was written, and why.
  ///
  /// @param busy whether another process was writing, and a second try may succeed
  void failed(String why, boolean busy);
}
