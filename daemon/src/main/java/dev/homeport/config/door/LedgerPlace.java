package dev.homeport.config.door;

import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
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

  /// Where it is by these values.
  static LedgerPlace of(Values values, Places places) {
    String url = values.of(LedgerUrl.LEDGER).reveal();
    if (url.equals(LedgerUrl.OFF)) {
      return new Off();
    }
    return url.startsWith(StateUrl.SQLITE)
        ? new Sqlite(
            places.resolve(
                url.substring(StateUrl.SQLITE.length()), values.origin(LedgerUrl.LEDGER)))
        : new Postgres(new Secret(url));
  }
}
