package dev.homeport.store.contract;

import dev.homeport.store.Facts;
import dev.homeport.store.log.FactLog;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Facts in a folder.
class FactLogContractTest extends FactsContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected Facts open() {
    return switch (FactLog.open(folder, ticker, told)) {
      case FactLog.Opened.Open(FactLog log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  /// No handle stays open.
  @Override
  protected void close() {}
}
