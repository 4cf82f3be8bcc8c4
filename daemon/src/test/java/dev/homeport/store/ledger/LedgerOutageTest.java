package dev.homeport.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.RealPostgres;
import dev.homeport.journal.Event.Noted;
import dev.homeport.ledger.Ended;
import dev.homeport.ledger.Ledger;
import dev.homeport.ledger.desk.Scribe;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger whose book really fails, and is there again.
class LedgerOutageTest {
  @TempDir Path folder = Path.of("");

  private final CountDownLatch away = new CountDownLatch(1);
  private final CountDownLatch back = new CountDownLatch(1);

  private Ledger ledger(Scribe.Opening opening) {
    return new Ledger(
        "here",
        opening,
        folder,
        Ticker.system(),
        WallClock.system(),
        event -> {
          if (event instanceof Noted(_, String what, _)) {
            (what.equals("ledger back") ? back : away).countDown();
          }
        },
        null);
  }

  private static void tell(Ledger ledger, int count) {
    for (int i = 0; i < count; i++) {
      ledger.tell(Ended.request("r" + i));
    }
  }

  /// Stops it, and lets another one read what it may have left in the spool.
  private void stopAndCatchUp(Ledger ledger, Scribe.Opening opening) throws Exception {
    ledger.stop();
    assertThat(ledger.standing().lost()).isZero();
    Ledger next = ledger(opening);
    next.start();
    while (next.standing().spooled() > 0 || Rowing.count(opening.open()) < 5001) {
      Thread.onSpinWait();
    }
    next.stop();
  }

  @Test
  void fullDiskStopsNobodyAndAllIsWrittenLater() throws Exception {
    var book = SqliteBook.open(folder.resolve("ledger.db"));
    book.limit(20);
    Ledger ledger = ledger(() -> book);
    ledger.start();
    ledger.tell(Ended.request("first"));
    tell(ledger, 2500);
    away.await();
    tell(ledger, 2500);
    assertThat(ledger.standing().trouble()).contains("the disk is full");
    book.limit(0);
    back.await();
    try (var other = SqliteBook.open(folder.resolve("ledger.db"))) {
      stopAndCatchUp(ledger, () -> other);
    }
    try (var other = SqliteBook.open(folder.resolve("ledger.db"))) {
      assertThat(Rowing.count(other)).isEqualTo(5001);
    }
  }

  @Test
  void databaseThatDiesStopsNobodyAndAllIsWrittenLater() throws Exception {
    RealPostgres server = RealPostgres.here();
    String address = server.database();
    Ledger ledger = ledger(() -> PostgresBook.open(address));
    ledger.start();
    ledger.tell(Ended.request("first"));
    var day = Rowing.all(Query.By.DAY);
    long first = 0;
    while (first == 0) {
      first = sum(ledger, day);
    }
    server.kill();
    try {
      tell(ledger, 2500);
      away.await();
      tell(ledger, 2500);
      assertThat(ledger.standing().trouble()).contains("cannot be reached");
    } finally {
      server.restart();
    }
    back.await();
    try (var other = PostgresBook.open(address)) {
      stopAndCatchUp(ledger, () -> other);
    }
    try (var other = PostgresBook.open(address)) {
      assertThat(Rowing.count(other)).isEqualTo(5001);
    }
  }

  private static long sum(Ledger ledger, Query query) throws InterruptedException {
    try {
      return ledger.sum(query).stream().mapToLong(Line::requests).sum();
    } catch (IOException _) {
      return 0;
    }
  }
}
