package dev.homeport.ledger.desk;

import static dev.homeport.ledger.desk.PlainRows.row;
import static dev.homeport.ledger.desk.PlainRows.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.Noted;
import dev.homeport.store.ledger.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of rows, turn by turn.
class DeskTest {
  private static final Duration PACE = Duration.ofMillis(20);

  @TempDir Path folder = Path.of("");

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private Obedient hand = new Obedient();
  private Inbox inbox = new Inbox(20_000);
  private Desk desk = desk(folder, null);

  private Desk desk(Path place, @Nullable Duration keep) {
    return new Desk("sqlite:x", inbox, hand, place, ticker, wall, told, keep);
  }

  @BeforeEach
  void open() {
    desk = desk(folder, null);
    turn();
    turn();
    hand.given.clear();
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  private void turn() {
    var _ = desk.turn();
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
    turn();
  }

  private void offer(List<Row> rows) {
    rows.forEach(row -> assertThat(inbox.offer(row)).isPositive());
  }

  private List<String> notes() {
    return told.events().stream()
        .map(event -> event instanceof Noted(_, String what, _) ? what : "")
        .toList();
  }

  @Test
  void rowsOfAMomentAreWrittenTogether() {
    offer(rows("a", 2));
    assertThat(desk.turn()).isEqualTo(PACE);
    offer(rows("b", 1));
    pass(PACE.minusMillis(1));
    assertThat(hand.given).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(hand.given).hasSize(1);
    assertThat(desk.standing().waiting()).isEqualTo(3);
    turn();
    assertThat(hand.book).containsOnlyKeys("a0", "a1", "b0");
    assertThat(desk.standing()).isEqualTo(new Standing("sqlite:x", 0, 0, 0, null, null));
    assertThat(desk.mustWake(1)).isFalse();
    assertThat(desk.turn()).isEqualTo(PACE);
    pass(Duration.ofSeconds(1));
    assertThat(desk.turn()).isGreaterThan(Duration.ofMinutes(1));
    assertThat(desk.mustWake(1)).isTrue();
    assertThat(desk.mustWake(0)).isFalse();
    turn();
    offer(rows("late", 1));
    turn();
    assertThat(desk.mustWake(1)).isFalse();
    assertThat(desk.mustWake(Desk.BATCH)).isTrue();
  }

  @Test
  void manyRowsDoNotWait() {
    offer(rows("a", Desk.BATCH));
    turn();
    turn();
    assertThat(hand.book).hasSize(Desk.BATCH);
  }

  @Test
  void bookIsOpenedBeforeThereAreRows() {
    hand = new Obedient();
    desk = desk(folder.resolve("other"), null);
    turn();
    assertThat(hand.given).containsExactly(new Hand.Work.Write(List.of()));
  }

  @Test
  void rowsOfABookThatIsAwayWaitAMomentInMemoryThenInTheSpool() {
    hand.away = "gone fishing";
    offer(rows("a", 3));
    turn();
    pass(PACE);
    pass(PACE);
    assertThat(desk.standing())
        .isEqualTo(new Standing("sqlite:x", 3, 0, 0, "gone fishing", wall.now()));
    for (int i = 0; i < 60; i++) {
      offer(rows("b" + i, 1));
      pass(PACE);
    }
    assertThat(desk.standing().spooled()).isEqualTo(63);
    assertThat(desk.standing().waiting()).isZero();
    assertThat(notes()).containsExactly("ledger away");

    hand.away = null;
    for (int i = 0; i < 300; i++) {
      pass(PACE);
    }
    assertThat(hand.book).hasSize(63);
    assertThat(desk.standing().trouble()).isNull();
    assertThat(desk.standing().spooled()).isZero();
    assertThat(folder.resolve("ledger.spool")).doesNotExist();
    assertThat(notes()).containsExactly("ledger away", "ledger back");
  }

  @Test
  void bookThatIsAwayIsAskedAgainLessAndLessOften() {
    hand.away = "gone fishing";
    offer(rows("a", 1));
    turn();
    for (int i = 0; i < 50 * 60; i++) {
      pass(PACE);
    }
    assertThat(hand.given.size()).isBetween(8, 14);
  }

  @Test
  void batchThatTakesTooLongIsInTheSpoolMeanwhileAndIsOneRowEach() throws IOException {
    hand.hangs = true;
    offer(rows("a", 3));
    turn();
    pass(PACE);
    offer(rows("b", 2));
    pass(Duration.ofMillis(49));
    assertThat(desk.standing().spooled()).isZero();
    pass(Duration.ofMillis(1));
    assertThat(desk.standing().spooled()).isEqualTo(5);
    assertThat(Files.readAllLines(folder.resolve("ledger.spool"))).hasSize(5);
    hand.hangs = false;
    for (int i = 0; i < 5; i++) {
      pass(PACE);
    }
    assertThat(hand.given).hasSize(2);
    assertThat(hand.book).hasSize(5);
    assertThat(desk.standing()).isEqualTo(new Standing("sqlite:x", 0, 0, 0, null, null));
  }

  @Test
  void moreThanMemoryHoldsGoesIntoTheSpoolAtOnce() {
    hand.hangs = true;
    offer(rows("a", 1));
    turn();
    pass(PACE);
    offer(rows("b", Desk.MEMORY));
    turn();
    assertThat(desk.standing().spooled()).isZero();
    offer(rows("c", 1));
    turn();
    assertThat(desk.standing().spooled()).isEqualTo(Desk.MEMORY + 2);
    assertThat(desk.standing().waiting()).isZero();
  }

  @Test
  void whatFitsNowhereIsCountedAndTold() throws IOException {
    Path none = folder.resolve("none");
    Files.writeString(none, "");
    desk = desk(none, null);
    turn();
    turn();
    hand.away = "gone fishing";
    for (int i = 0; i < 20; i++) {
      offer(rows("a" + i + "-", 1000));
      pass(PACE.multipliedBy(3));
    }
    assertThat(desk.standing().waiting()).isEqualTo(Desk.MEMORY);
    assertThat(desk.standing().lost()).isBetween(8_000L, 10_000L);
    assertThat(desk.standing().trouble()).startsWith("gone fishing; " + none);
    assertThat(notes()).containsExactly("ledger spool failed", "ledger away", "ledger rows lost");
    long lost = desk.standing().lost();
    hand.away = null;
    for (int i = 0; i < 600; i++) {
      pass(PACE);
    }
    assertThat(hand.book).hasSize((int) (20_000 - lost));
    Files.delete(none);
  }

  @Test
  void requestsFindNoRoomWhereNobodyTakesTurns() {
    var small = new Inbox(2);
    assertThat(small.offer(row("1"))).isEqualTo(1);
    assertThat(small.offer(row("2"))).isEqualTo(2);
    assertThat(small.offer(row("3"))).isZero();
    var taken = new ArrayList<Row>();
    assertThat(small.moveTo(taken)).isEqualTo(2);
    assertThat(small.offer(row("4"))).isEqualTo(1);
    assertThat(small.lost()).isEqualTo(1);
    assertThat(small.told()).isEqualTo(3);
  }

  @Test
  void restartFindsWhatWasInTheSpool() throws IOException {
    hand.away = "gone fishing";
    offer(rows("a", 3));
    turn();
    pass(PACE);
    desk.close();
    hand = new Obedient();
    inbox = new Inbox(10);
    desk = desk(folder, null);
    for (int i = 0; i < 5; i++) {
      turn();
    }
    assertThat(hand.book).hasSize(3);
  }

  @Test
  void tornLineIsTold() throws IOException {
    desk.close();
    Files.writeString(folder.resolve("ledger.spool"), "{\"at\":12");
    desk = desk(folder, null);
    for (int i = 0; i < 5; i++) {
      turn();
    }
    assertThat(notes()).containsExactly("ledger spool damaged");
    assertThat(folder.resolve("ledger.spool")).doesNotExist();
  }

  @Test
  void closingTurnsWriteWhatIsThereAndGiveUpWhereTheBookIsAway() {
    offer(rows("a", 5000));
    int turns = 0;
    while (!desk.closingTurn()) {
      turns++;
    }
    assertThat(turns).isBetween(2, 6);
    assertThat(hand.book).hasSize(5000);
    hand.away = "gone fishing";
    offer(rows("b", 5));
    assertThat(desk.closingTurn()).isFalse();
    assertThat(desk.closingTurn()).isTrue();
    assertThat(desk.standing().waiting()).isEqualTo(5);
  }

  @Test
  void oldRowsAreForgottenOnceADayInSteps() {
    desk = desk(folder.resolve("other"), Duration.ofDays(90));
    hand.old = 2500;
    turn();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofMillis(500));
    }
    assertThat(hand.old).isZero();
    assertThat(forgotten())
        .isEqualTo(3)
        .satisfies(_ -> assertThat(hand.given.getLast()).isInstanceOf(Hand.Work.Forget.class));
    hand.old = 10;
    for (int i = 0; i < 22; i++) {
      pass(desk.turn());
    }
    assertThat(hand.old).isEqualTo(10);
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofHours(1));
    }
    assertThat(hand.old).isZero();
    assertThat(forgotten()).isEqualTo(4);
  }

  private long forgotten() {
    return hand.given.stream().filter(work -> work instanceof Hand.Work.Forget).count();
  }

  static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  /// Whatever the book does, and however often the process ends well: what was told is in the book.
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLost(long seed) throws IOException {
    var random = new Random(seed);
    int number = 0;
    int offered = 0;
    for (int step = 0; step < 400; step++) {
      switch (random.nextInt(12)) {
        case 0 -> hand.away = "gone fishing";
        case 1, 2 -> hand.away = null;
        case 3 -> hand.hangs = !hand.hangs;
        case 4 -> {
          if (random.nextInt(10) == 0) {
            var book = hand.book;
            desk.close();
            hand = new Obedient();
            hand.book.putAll(book);
            inbox = new Inbox(20_000);
            desk = desk(folder, null);
          }
        }
        default -> {
          int more = random.nextInt(20) == 0 ? 3000 : random.nextInt(20);
          offer(rows("n" + number++ + "-", more));
          offered += more;
          pass(Duration.ofMillis(random.nextInt(400)));
        }
      }
    }
    hand.away = null;
    hand.hangs = false;
    for (int i = 0; i < 1000; i++) {
      pass(PACE);
    }
    assertThat(hand.book).hasSize(offered);
    assertThat(desk.standing()).isEqualTo(new Standing("sqlite:x", 0, 0, 0, null, null));
  }
}
