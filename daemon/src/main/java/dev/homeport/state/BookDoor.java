package dev.homeport.state;

import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.value.Secret;
import dev.homeport.store.ledger.Book;
import dev.homeport.store.ledger.PostgresBook;
import dev.homeport.store.ledger.SqliteBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Opens the book of the ledger that the settings name.
///
/// @param where where it is, without credentials
/// @param opening opens it, as often as it has to be
public record BookDoor(String where, Opening opening) {
  /// How a book is opened.
  @FunctionalInterface
  public interface Opening {
    /// Opens it.
    Book open() throws IOException;
  }

  /// The door to the book at this place; empty where nothing is written down.
  public static Optional<BookDoor> to(LedgerPlace place) {
    return switch (place) {
      case LedgerPlace.Off() -> Optional.empty();
      case LedgerPlace.Sqlite(Path file) ->
          Optional.of(new BookDoor(SqliteBook.where(file), () -> SqliteBook.open(file)));
      case LedgerPlace.Postgres(Secret url) ->
          Optional.of(
              new BookDoor(
                  PostgresBook.where(url.reveal()), () -> PostgresBook.open(url.reveal())));
    };
  }
}
