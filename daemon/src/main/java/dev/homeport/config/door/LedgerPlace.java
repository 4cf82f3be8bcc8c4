package dev.homeport.config.door;

import dev.homeport.config.value.Secret;
import java.nio.file.Path;

/// Where the ledger is.
public sealed interface LedgerPlace {
  /// Nowhere: nothing is written down.
  record Off() implements LedgerPlace {}

  /// A file of SQLite.
  record Sqlite(Path file) implements LedgerPlace {}

  /// A PostgreSQL, as `jdbc:postgresql://…` with its credentials.
  record Postgres(Secret url) implements LedgerPlace {}
}
