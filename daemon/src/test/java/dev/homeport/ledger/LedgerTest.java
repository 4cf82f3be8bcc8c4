package dev.homeport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.LeakCheck;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.desk.Scribe;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.ledger.Book;
import dev.homeport.store.ledger.Line;
import dev.homeport.store.ledger.Query;
import dev.homeport.store.ledger.Query.By;
import dev.homeport.store.ledger.SqliteBook;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The ledger with its threads, on a real file.
@ExtendWith(LeakCheck.class)
class LedgerTest {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private Ledger ledger(Scribe.Opening opening, Journal journal) {
    return new Ledger(
        "sqlite:ledger.db", opening, folder, Ticker.system(), WallClock.system(), journal, null);
  }

  private Ledger ledger() {
    return ledger(() -> SqliteBook.open(file()), _ -> {});
  }

  private static Query all(By by) {
    return new Query(by, Instant.EPOCH, Instant.MAX, null);
  }

  private static long count(Ledger ledger) throws IOException, InterruptedException {
    return ledger.sum(all(By.DAY)).stream().mapToLong(Line::requests).sum();
  }

  private long kept() throws IOException {
    try (Book book = SqliteBook.open(file())) {
      return book.sum(all(By.DAY)).stream().mapToLong(Line::requests).sum();
    }
  }

  /// A journal that lets know of one note.
  private static Journal heard(String what, CountDownLatch heard) {
    return event -> {
      if (event instanceof Noted(_, String noted, _) && noted.equals(what)) {
        heard.countDown();
      }
    };
  }

  @Test
  void whatWasToldJustNowIsSummed() throws Exception {
    Ledger ledger = ledger();
    ledger.start();
    try {
      for (int i = 0; i < 20; i++) {
        ledger.tell(Ended.request("same-id"));
        ledger.tell(Ended.with("none", null));
        // The first question may find the book still being opened.
        assertThat(i == 0 || count(ledger) == i + 1).isTrue();
      }
      assertThat(ledger.sum(all(By.ACCOUNT)))
          .containsExactly(new Line("openrouter/main", 20, 0, 20, 60, 80, 1400, 0, 20, 0));
      assertThat(ledger.standing().trouble()).isNull();
    } finally {
      ledger.stop();
    }
  }

  @Test
  void stopWritesAll() throws Exception {
    Ledger ledger = ledger();
    ledger.start();
    var threads = new ArrayList<Thread>();
    for (int thread = 0; thread < 8; thread++) {
      threads.add(
          Threads.virtual(
              "request",
              () -> {
                for (int i = 0; i < 500; i++) {
                  ledger.tell(Ended.request("r"));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    ledger.stop();
    assertThat(kept()).isEqualTo(4000);
    assertThat(ledger.standing().waiting()).isZero();
    assertThat(folder.resolve("ledger.spool")).doesNotExist();
  }

  @Test
  void bookThatCannotBeOpenedIsOpenedLater() throws Exception {
    var there = new AtomicBoolean();
    var away = new CountDownLatch(1);
    var back = new CountDownLatch(1);
    Ledger ledger =
        ledger(
            () -> {
              if (!there.get()) {
                throw new IOException("the ledger is on the moon");
              }
              return SqliteBook.open(file());
            },
            Journal.to(List.of(heard("ledger away", away), heard("ledger back", back))));
    ledger.start();
    try {
      ledger.tell(Ended.request("1"));
      away.await();
      assertThatThrownBy(() -> count(ledger))
          .isInstanceOf(IOException.class)
          .hasMessage("the ledger is on the moon");
      assertThat(ledger.standing().trouble()).isEqualTo("the ledger is on the moon");
      ledger.tell(Ended.request("2"));
      there.set(true);
      back.await();
    } finally {
      ledger.stop();
    }
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  void stopWithoutABookLeavesTheRowsToTheNextStart() throws Exception {
    Ledger without =
        ledger(
            () -> {
              throw new IOException("the ledger is on the moon");
            },
            _ -> {});
    without.start();
    for (int i = 0; i < 30; i++) {
      without.tell(Ended.request("r"));
    }
    without.stop();
    assertThat(without.standing().spooled()).isEqualTo(30);
    var read = new CountDownLatch(1);
    Ledger with =
        ledger(
            () -> {
              Book book = SqliteBook.open(file());
              return new Watched(book, read);
            },
            _ -> {});
    with.start();
    read.await();
    with.stop();
    assertThat(kept()).isEqualTo(30);
    assertThat(folder.resolve("ledger.spool")).doesNotExist();
  }

  @Test
  void faultOfADriverDoesNotEndIt() throws Exception {
    var away = new CountDownLatch(1);
    Ledger ledger =
        ledger(
            () -> {
              throw new UnsatisfiedLinkError("no sqlite for this machine");
            },
            heard("ledger away", away));
    ledger.start();
    away.await();
    ledger.stop();
    assertThat(ledger.standing().trouble()).contains("no sqlite for this machine");
  }

  @Test
  void driverThatSwallowsAnInterruptIsStoppedAllTheSame() throws Exception {
    var opening = new CountDownLatch(1);
    Ledger ledger =
        ledger(
            () -> {
              opening.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException _) {
                throw new IOException("no library for this machine");
              }
              throw new IllegalStateException("nobody counts it down");
            },
            _ -> {});
    ledger.start();
    ledger.tell(Ended.request("r"));
    opening.await();
    ledger.stop();
    assertThat(ledger.standing().spooled()).isEqualTo(1);
  }

  /// A book that lets know when the first rows are in it.
  private record Watched(Book book, CountDownLatch written) implements Book {
    @Override
    public void append(List<dev.homeport.store.ledger.Row> rows) throws IOException {
      book.append(rows);
      if (!rows.isEmpty()) {
        written.countDown();
      }
    }

    @Override
    public List<Line> sum(Query query) throws IOException {
      return book.sum(query);
    }

    @Override
    public int forget(Instant before, int most) throws IOException {
      return book.forget(before, most);
    }

    @Override
    public String where() {
      return book.where();
    }

    @Override
    public void close() {
      book.close();
    }
  }
}
