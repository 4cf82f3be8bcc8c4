package dev.homeport.store.sqlite;

import dev.homeport.store.Tallies;
import dev.homeport.store.contract.SharedTalliesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Tallies in a file of SQLite.
class SqliteTalliesTest extends SharedTalliesContract {
  @TempDir Path temp = Path.of("");
  private Openings openings = new Openings(temp, ticker, wall, told);

  @Override
  protected Tallies open() {
    if (openings.file().equals(Path.of(""))) {
      openings = new Openings(temp.resolve("state/state.db"), ticker, wall, told);
    }
    return openings.open().tallies();
  }

  @Override
  protected void close() {
    openings.close();
  }

  @Override
  protected void catchUp() {
    openings.catchUp();
  }
}
