package dev.homeport.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.lifecycle.Threads;
import dev.homeport.store.ledger.SqliteBook;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A program that tells a ledger of requests at a steady pace until it is killed, and says on its
/// standard output of each that it was told, and when. Asked to stop, it stops the ledger first.
final class TellingProcess {
  private TellingProcess() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path file = folder.resolve("ledger.db");
    var ledger =
        new Ledger(
            SqliteBook.where(file),
            () -> SqliteBook.open(file),
            folder,
            Ticker.system(),
            WallClock.system(),
            _ -> {},
            null);
    ledger.start();
    Runtime.getRuntime()
        .addShutdownHook(
            Threads.hook(
                "stop",
                () -> {
                  try {
                    ledger.stop();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }));
    var out = new PrintStream(System.out, true, UTF_8);
    for (int i = 0; ; i++) {
      ledger.tell(Ended.request("r" + i));
      out.println(i + " " + System.nanoTime());
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
