package dev.homeport.store.sqlite;

import dev.homeport.store.Facts;
import dev.homeport.store.contract.FactsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Facts in a file of SQLite.
class SqliteFactsTest extends FactsContract {
  @TempDir Path temp = Path.of("");
  private Openings openings = new Openings(temp, ticker, wall, told);

  @Override
  protected Facts open() {
    if (openings.file().equals(Path.of(""))) {
      openings = new Openings(temp.resolve("state/state.db"), ticker, wall, told);
    }
    return openings.open().facts();
  }

  @Override
  protected void close() {
    openings.close();
  }
}
