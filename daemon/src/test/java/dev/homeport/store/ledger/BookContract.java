package dev.homeport.store.ledger;

import static dev.homeport.store.ledger.Rowing.NOON;
import static dev.homeport.store.ledger.Rowing.all;
import static dev.homeport.store.ledger.Rowing.any;
import static dev.homeport.store.ledger.Rowing.count;
import static dev.homeport.store.ledger.Rowing.paid;
import static dev.homeport.store.ledger.Rowing.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.lifecycle.Threads;
import dev.homeport.store.ledger.Query.By;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every book must do.
abstract class BookContract {
  private final List<Book> opened = new ArrayList<>();

  /// Opens the book of this test, which is empty at first, once more.
  abstract JdbcBook opening() throws Exception;

  /// Does this in the database, past the book.
  abstract void sql(String words) throws Exception;

  /// As SQL, so many rows of which each is a second younger than the next, up to noon.
  abstract String manyRows(int count);

  /// Says that the table is of the version after ours.
  abstract void makeNewer() throws Exception;

  JdbcBook open() throws Exception {
    JdbcBook book = opening();
    synchronized (opened) {
      opened.add(book);
    }
    return book;
  }

  @AfterEach
  void close() {
    opened.forEach(Book::close);
  }

  @Test
  void rowIsFoundByWhatItHas() throws Exception {
    Book book = open();
    book.append(List.of(paid(NOON, "1", "bot", "acme", 5L)));
    var line = new Line("", 1, 0, 1, 10, 20, 5, 0, 0, 0);
    var names =
        Map.of(
            By.PROVIDER, "openrouter",
            By.KEY, "bot",
            By.USER, "ann",
            By.TENANT, "acme",
            By.MODEL, "qwen",
            By.CAUSE, "connect-timeout",
            By.ACCOUNT, "openrouter/main",
            By.DAY, "2026-11-24");
    for (By by : By.values()) {
      assertThat(book.sum(all(by))).containsExactly(line.named(String.valueOf(names.get(by))));
    }
  }

  @Test
  void rowWrittenTwiceIsOneRowAndStaysAsItWas() throws Exception {
    Book book = open();
    book.append(List.of(paid(NOON, "1", "bot", null, 5L), paid(NOON, "1", "bot", null, 6L)));
    book.append(List.of(paid(NOON, "1", "bot", null, 7L), paid(NOON, "2", "bot", null, 8L)));
    assertThat(book.sum(all(By.KEY)))
        .containsExactly(new Line("bot", 2, 0, 2, 20, 40, 13, 0, 0, 0));
  }

  @Test
  void timeIsFromAMomentOnAndUpToAnother() throws Exception {
    Book book = open();
    for (int i = 0; i < 4; i++) {
      book.append(List.of(paid(NOON.plusMillis(i), "n" + i, "k" + i, null, 1L)));
    }
    var query = new Query(By.KEY, NOON.plusMillis(1), NOON.plusMillis(3), null);
    assertThat(book.sum(query)).extracting(Line::name).containsExactly("k1", "k2");
  }

  @Test
  void tenantSeesItsOwnRowsAlone() throws Exception {
    Book book = open();
    book.append(
        List.of(
            paid(NOON, "1", "a", "acme", 1L),
            paid(NOON, "2", "b", "umbrella", 1L),
            paid(NOON, "3", "c", null, 1L)));
    var query = new Query(By.KEY, Instant.EPOCH, Instant.MAX, "acme");
    assertThat(book.sum(query)).extracting(Line::name).containsExactly("a");
  }

  @Test
  void mostMoneyComesFirstThenMostRequests() throws Exception {
    Book book = open();
    book.append(
        List.of(
            paid(NOON, "1", "cheap", null, 1L),
            paid(NOON, "2", "once", null, null),
            paid(NOON, "3", "twice", null, null),
            paid(NOON, "4", "twice", null, 0L),
            paid(NOON, "5", "dear", null, 9L)));
    assertThat(book.sum(all(By.KEY)))
        .extracting(Line::name)
        .containsExactly("dear", "cheap", "twice", "once");
  }

  @Test
  void linesBeyondAThousandAreOne() throws Exception {
    Book book = open();
    book.append(
        IntStream.range(0, 1200)
            .mapToObj(i -> paid(NOON, "r" + i, "key%04d".formatted(i), null, 2000L - i))
            .toList());
    List<Line> lines = book.sum(all(By.KEY));
    assertThat(lines).hasSize(1000);
    assertThat(lines.get(998).name()).isEqualTo("key0998");
    Line rest = lines.getLast();
    assertThat(rest.name()).isEqualTo("…");
    assertThat(rest.requests()).isEqualTo(201);
    assertThat(rest.cost()).isEqualTo(IntStream.range(999, 1200).mapToLong(i -> 2000 - i).sum());
  }

  @Test
  void whateverAClientWritesIsKept() throws Exception {
    Book book = open();
    String odd = "a\u0000b\ud800c'\"; DROP TABLE homeport_ledger; --🦙\n";
    book.append(List.of(paid(NOON, "1", odd, "x".repeat(10_000), Long.MAX_VALUE)));
    book.append(List.of(paid(NOON, "2", odd, "x".repeat(10_000), Long.MAX_VALUE)));
    book.append(List.of(paid(NOON, "3", odd, "x".repeat(10_000), -1L)));
    assertThat(book.sum(all(By.KEY)))
        .extracting(Line::name, Line::cost)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "a\ufffdb\ufffdc'\"; DROP TABLE homeport_ledger; --🦙\ufffd", 20_000_000_000_000L));
    assertThat(book.sum(all(By.TENANT)).getFirst().name()).hasSize(201);
  }

  @Test
  void rowsAreThereWhenItIsOpenedAgain() throws Exception {
    Book book = open();
    book.append(List.of(row("1"), row("2")));
    book.close();
    assertThatThrownBy(() -> book.append(List.of(row("3"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(count(open())).isEqualTo(2);
  }

  @Test
  void newerOneIsRefused() throws Exception {
    open().close();
    makeNewer();
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "was written by a newer Homeport (format 2, this one knows 1): update this one");
  }

  @Test
  void severalMayBeginAtOnceAndWriteAtOnce() throws Exception {
    var failures = new ConcurrentLinkedQueue<Exception>();
    var threads = new ArrayList<Thread>();
    for (int writer = 0; writer < 6; writer++) {
      String name = "w" + writer + "-";
      threads.add(
          Threads.loop(
              name,
              () -> {
                try {
                  Book book = open();
                  for (int i = 0; i < 20; i++) {
                    book.append(List.of(row(name + i), row("both" + i)));
                    assertThat(count(book)).isPositive();
                  }
                } catch (Exception e) {
                  failures.add(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(count(open())).isEqualTo(6 * 20 + 20);
  }

  @Test
  void oldRowsAreForgottenInSteps() throws Exception {
    Book book = open();
    for (int i = 0; i < 10; i++) {
      book.append(List.of(paid(NOON.plusSeconds(i), "n" + i, "k" + i, null, 10L - i)));
    }
    assertThat(book.forget(NOON.plusSeconds(5), 3)).isEqualTo(3);
    assertThat(book.sum(all(By.KEY))).extracting(Line::name).startsWith("k3").hasSize(7);
    assertThat(book.forget(NOON.plusSeconds(5), 3)).isEqualTo(2);
    assertThat(book.forget(NOON.plusSeconds(5), 3)).isZero();
    assertThat(book.sum(all(By.KEY))).extracting(Line::name).startsWith("k5").hasSize(5);
  }

  @Test
  void shortTimeAmongManyRowsIsFoundByAnIndex() throws Exception {
    JdbcBook book = open();
    sql(manyRows(200_000));
    sql("ANALYZE");
    var hour = new Query(By.PROVIDER, NOON.minus(Duration.ofHours(1)), NOON, null);
    assertThat(book.plan(hour)).contains("homeport_ledger_at");
    assertThat(book.sum(hour)).extracting(Line::requests).containsExactly(3600L);
    var tenant = new Query(By.MODEL, NOON.minus(Duration.ofHours(1)), NOON, "t7");
    assertThat(book.plan(tenant)).contains("homeport_ledger_");
    var scarce = new Query(By.KEY, Instant.EPOCH, Instant.MAX, "t7");
    assertThat(book.plan(scarce)).contains("homeport_ledger_tenant");
    assertThat(book.sum(scarce)).extracting(Line::requests).containsExactly(200L);
    assertThat(book.sum(all(By.DAY)).stream().mapToLong(Line::requests).sum()).isEqualTo(200_000);
  }

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sumsAreThoseOfARecountByHand(long seed) throws Exception {
    var random = new Random(seed);
    Book book = open();
    var rows = IntStream.range(0, 400).mapToObj(i -> any(random, "r" + i)).toList();
    book.append(rows.subList(0, 250));
    book.append(rows.subList(200, 400));
    for (By by : By.values()) {
      for (@Nullable String tenant : new @Nullable String[] {null, "acme"}) {
        Instant since = NOON.plus(Duration.ofHours(random.nextInt(30)));
        Instant until = since.plus(Duration.ofHours(1 + random.nextInt(60)));
        assertThat(book.sum(new Query(by, since, until, tenant)))
            .isEqualTo(recount(rows, by, since, until, tenant));
      }
    }
  }

  private static List<Line> recount(
      List<Row> rows, By by, Instant since, Instant until, @Nullable String tenant) {
    var lines = new TreeMap<String, Line>();
    for (Row row : rows) {
      if (!row.at().isBefore(since)
          && row.at().isBefore(until)
          && (tenant == null || tenant.equals(row.tenant()))) {
        lines.merge(name(row, by), line(name(row, by), row), Line::and);
      }
    }
    return lines.values().stream()
        .sorted(
            Comparator.comparingLong(Line::cost)
                .thenComparingLong(Line::requests)
                .reversed()
                .thenComparing(Line::name))
        .toList();
  }

  private static String name(Row row, By by) {
    @Nullable String name =
        switch (by) {
          case PROVIDER -> row.provider();
          case KEY -> row.key();
          case USER -> row.user();
          case TENANT -> row.tenant();
          case MODEL -> row.model();
          case CAUSE -> row.cause();
          case ACCOUNT ->
              row.account() == null || row.account().equals(row.provider())
                  ? row.account()
                  : row.provider() + "/" + row.account();
          case DAY -> LocalDate.ofInstant(row.at(), ZoneOffset.UTC).toString();
        };
    return name == null ? "" : name;
  }

  private static Line line(String name, Row row) {
    boolean somebody = row.provider() != null;
    return new Line(
        name,
        1,
        row.outcome().equals("answered") || row.outcome().equals("left") ? 0 : 1,
        somebody && row.cause() != null ? 1 : 0,
        orZero(row.tokensIn()),
        orZero(row.tokensOut()),
        orZero(row.cost()),
        orZero(row.saved()),
        row.estimated() ? 1 : 0,
        somebody && row.cost() == null ? 1 : 0);
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
